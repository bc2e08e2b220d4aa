// TanStack Query over the contract: one hook for one answer, one for pages of items.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { apiGet, type Arguments } from './api-client';
import type { GetAnswer, GetPath, ListItem, ListPath } from './schema';

export function useGet<Path extends GetPath>(
  path: Path,
  args: Arguments = {},
  options: {
    enabled?: boolean;
    refetchInterval?: (data: GetAnswer<Path> | undefined) => number | false;
  } = {},
) {
  const { enabled, refetchInterval } = options;
  return useQuery<GetAnswer<Path>>({
    queryKey: [path, args],
    queryFn: () => apiGet(path, args),
    enabled,
    refetchInterval: refetchInterval && ((query) => refetchInterval(query.state.data)),
  });
}

interface Page<Item> {
  items: Item[];
  next_cursor: string | null;
}

async function getPage<Path extends ListPath>(path: Path, args: Arguments, cursor?: string) {
  const answer = await apiGet(path, { ...args, query: { ...args.query, cursor } });
  return answer as unknown as Page<ListItem<Path>>;
}

export function useList<Path extends ListPath>(path: Path, args: Arguments = {}) {
  const query = useInfiniteQuery({
    queryKey: [path, 'list', args],
    queryFn: ({ pageParam }) => getPage(path, args, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return { ...query, items };
}

/** Every item of a list, page after page, up to `most`; for exports. */
export async function getAll<Path extends ListPath>(path: Path, args: Arguments, most: number) {
  const items: ListItem<Path>[] = [];
  let cursor: string | undefined;
  do {
    const page = await getPage(path, { ...args, query: { ...args.query, limit: '200' } }, cursor);
    items.push(...page.items);
    cursor = page.next_cursor ?? undefined;
  } while (cursor && items.length < most);
  return items.slice(0, most);
}
