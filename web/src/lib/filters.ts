// Filters of a list that stand in the page's address, so that a link or a reload keeps them.
import { useSearchParams } from 'react-router';

export type Filters<Name extends string> = Partial<Record<Name, string>>;

/** What the address says of `names`, and how to change some of them; an empty value is removed. */
export function useFilters<Name extends string>(
  names: readonly Name[],
): [Filters<Name>, (changed: Filters<Name>) => void] {
  const [params, setParams] = useSearchParams();
  const filters: Filters<Name> = {};
  for (const name of names) {
    const value = params.get(name);
    if (value) filters[name] = value;
  }
  const change = (changed: Filters<Name>) => {
    const kept = Object.entries({ ...filters, ...changed }).filter((entry) => entry[1]);
    setParams(Object.fromEntries(kept) as Record<string, string>);
  };
  return [filters, change];
}
