// Checks an answer against its schema in api/openapi.yaml: the part of JSON Schema that the
// file uses.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const contract = parse(
  readFileSync(fileURLToPath(new URL('../../api/openapi.yaml', import.meta.url)), 'utf8'),
);

function resolve(schema) {
  if (!schema.$ref) return schema;
  const found = schema.$ref
    .replace('#/', '')
    .split('/')
    .reduce((node, key) => node[key], contract);
  return resolve(found);
}

const kinds = {
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};
const formats = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  'date-time': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?\+08:00$/,
};

function scalarProblem(schema, value) {
  if (schema.enum && !schema.enum.includes(value)) return `is none of ${schema.enum.join(', ')}`;
  if (schema.pattern && !new RegExp(schema.pattern).test(value))
    return `does not match ${schema.pattern}`;
  if (schema.format in formats && !formats[schema.format].test(value))
    return `is no ${schema.format}`;
  return null;
}

/** What is wrong with `value`, each with its place. Properties that the schema lacks are wrong. */
/** The parts of an allOf as one schema: a value has what each of them names. */
function merged(parts) {
  if (parts.length === 1) return parts[0];
  const inner = parts.map((part) => (part.allOf ? merged(part.allOf.map(resolve)) : part));
  return {
    type: 'object',
    required: inner.flatMap((part) => part.required ?? []),
    properties: Object.assign({}, ...inner.map((part) => part.properties)),
  };
}

export function problems(given, value, where = '$') {
  const schema = resolve(given);
  if (value === null && schema.nullable) return [];
  if (schema.allOf) return problems(merged(schema.allOf.map(resolve)), value, where);
  if (schema.type && !kinds[schema.type](value))
    return [`${where} is ${JSON.stringify(value)}, not ${schema.type}`];
  const problem = scalarProblem(schema, value);
  if (problem) return [`${where} ${problem}: ${JSON.stringify(value)}`];
  if (schema.type === 'array')
    return value.flatMap((item, i) => problems(schema.items, item, `${where}[${i}]`));
  if (schema.type !== 'object') return [];
  const missing = (schema.required ?? [])
    .filter((key) => !(key in value))
    .map((key) => `${where}.${key} is missing`);
  const unknown = Object.keys(value)
    .filter((key) => !(key in (schema.properties ?? {})))
    .map((key) => `${where}.${key} is not in the contract`);
  const inside = Object.entries(schema.properties ?? {}).flatMap(([key, part]) =>
    key in value ? problems(part, value[key], `${where}.${key}`) : [],
  );
  return [...missing, ...unknown, ...inside];
}

/** Every operation of the contract: "get /api/persons". */
export const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.keys(methods)
    .filter((method) => ['get', 'post', 'put', 'delete'].includes(method))
    .map((method) => `${method} ${path}`),
);

/** The schema of the JSON answer of an operation, or of the error answer. */
export function answerSchema(path, method, status) {
  const responses = contract.paths[path][method].responses;
  const response = resolve(responses[String(status)] ?? responses.default);
  return response.content['application/json'].schema;
}
