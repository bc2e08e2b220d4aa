// The files of a draft while they are written: every change, in a table or in a file, is a change
// of the same texts, and what is to be said of them is asked a moment later.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { apiPost } from '@/lib/api-client';
import { useSession } from '@/lib/session';
import { type ChangeForm, type Files, filesOf, listOf, type PolicyFile } from './draft-model';

const restMs = 400;

function useRested(files: Files): Files {
  const [rested, setRested] = useState(files);
  useEffect(() => {
    const timer = setTimeout(() => setRested(files), restMs);
    return () => clearTimeout(timer);
  }, [files]);
  return rested;
}

export function useWorkspace(base: string, saved: Files) {
  const { csrf } = useSession();
  const [files, setFiles] = useState(saved);
  const rested = useRested(files);
  const check = useQuery({
    queryKey: ['draft-check', base, rested],
    queryFn: () => apiPost('/api/policies/check', csrf, {}, { base, files: listOf(rested) }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  return {
    files,
    setFiles,
    check,
    /** what is said is of the files as they are now */
    checked: rested === files && !check.isFetching,
    setText: (path: string, text: string) =>
      setFiles((before) => (before[path] === text ? before : { ...before, [path]: text })),
    /** the files that `changes` make, without taking them */
    edit: (changes: ChangeForm[]) =>
      apiPost('/api/policies/edit', csrf, {}, { base, files: listOf(files), changes }),
    take: (changed: readonly PolicyFile[]) =>
      setFiles((before) => ({ ...before, ...filesOf(changed) })),
  };
}
