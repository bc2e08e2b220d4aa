// The offices of the agency by name.
import { useCallback } from 'react';
import { useGet } from './query';

// The names along a path, from the top down; those that the user may not see stay codes.
export function useOfficeName(): (path: string) => string {
  const offices = useGet('/api/organisations').data?.items;
  return useCallback(
    (path) => {
      const codes = path.split('/');
      const names = codes.map((code, at) => {
        const upTo = codes.slice(0, at + 1).join('/');
        return offices?.find((office) => office.path === upTo)?.name ?? code;
      });
      return names.join(' ');
    },
    [offices],
  );
}
