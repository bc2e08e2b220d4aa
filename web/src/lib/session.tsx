// Who is signed in. The session lives in the query cache; signing out, or a 401 of any call,
// empties it.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { apiGet, ApiError } from './api-client';
import { may, type Right } from './rights';
import type { Schema } from './schema';

export type Session = Schema<'Session'>;

export const sessionKey = ['session'];

// Survives a reload of the page and not the closing of its tab.
const signedInKey = 'tongchou.signed-in';

/** Somebody was signed in here and did not sign out: the server ended the session. */
export function sessionWasEnded(): boolean {
  return sessionStorage.getItem(signedInKey) !== null;
}

export function rememberSignedIn(signedIn: boolean): void {
  if (signedIn) sessionStorage.setItem(signedInKey, '1');
  else sessionStorage.removeItem(signedInKey);
}

/** null: nobody is signed in. */
export function useSessionQuery() {
  return useQuery<Session | null>({
    queryKey: sessionKey,
    queryFn: async () => {
      try {
        const session = await apiGet('/api/session');
        rememberSignedIn(true);
        return session;
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: Infinity,
  });
}

export function useSetSession(): (session: Session | null) => void {
  const client = useQueryClient();
  return (session) => {
    rememberSignedIn(session !== null);
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
    client.setQueryData(sessionKey, session);
  };
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

/** Only below SessionProvider. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside of SessionProvider');
  return session;
}

export function useMay(right: Right): boolean {
  return may(useSession().roles, right);
}
