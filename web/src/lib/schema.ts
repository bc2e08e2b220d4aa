// Names for the types generated from api/openapi.yaml (npm run types).
import type { components, paths } from './api-types';

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];
export type Text = Schema<'Text'>;
export type Named = Schema<'Named'>;

type JsonAnswer<Operation> = Operation extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : Operation extends { responses: { 202: { content: { 'application/json': infer Body } } } }
    ? Body
    : void;

/** Paths of the contract that answer to GET, and what they answer with. */
export type GetPath = {
  [Path in keyof paths]: paths[Path] extends { get: object } ? Path : never;
}[keyof paths];
export type GetAnswer<Path extends GetPath> = JsonAnswer<paths[Path]['get']>;

/** Paths that answer with a page of items, and one item of them. */
export type ListPath = {
  [Path in GetPath]: GetAnswer<Path> extends { items: unknown[]; next_cursor: string | null }
    ? Path
    : never;
}[GetPath];
export type ListItem<Path extends ListPath> =
  GetAnswer<Path> extends { items: (infer Item)[] } ? Item : never;

export type PostPath = {
  [Path in keyof paths]: paths[Path] extends { post: object } ? Path : never;
}[keyof paths];
export type PostAnswer<Path extends PostPath> = JsonAnswer<paths[Path]['post']>;

export type PutPath = {
  [Path in keyof paths]: paths[Path] extends { put: object } ? Path : never;
}[keyof paths];
export type PutAnswer<Path extends PutPath> = JsonAnswer<paths[Path]['put']>;
