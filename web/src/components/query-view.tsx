// The three states of anything that is loaded: skeleton, error, content.
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { ErrorPanel } from './error-panel';

interface Loaded<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
}

export function QueryView<Data>({
  query,
  children,
  rows = 6,
}: {
  query: Loaded<Data>;
  children: (data: Data) => ReactNode;
  rows?: number;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div aria-busy="true">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}
