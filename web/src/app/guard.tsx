import { Button, Result } from 'antd';
import type { ReactNode } from 'react';
import { isRouteErrorResponse, Link, useRouteError } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import type { Right } from '@/lib/rights';
import { useMay, useSession } from '@/lib/session';
import { messages } from './messages';

/** Shows the page only to a role that may see it; the server refuses anyway. */
export function Guard({
  right,
  own = false,
  children,
}: {
  right: Right;
  /** an insured person who signed in may see it too: the server shows nothing but the own */
  own?: boolean;
  children: ReactNode;
}) {
  const t = useText(messages);
  const { roles } = useSession();
  const mayOwn = useMay('own.read');
  const allowed = useMay(right) || (own && mayOwn);
  if (allowed) return children;
  const names = roles.map((role) => t(role)).join(t('listComma'));
  return <Result status="403" title={t('noRight')} subTitle={t('noRightHint', { roles: names })} />;
}

export function NotFound() {
  const t = useText(messages);
  return (
    <Result
      status="404"
      title={t('notFound')}
      subTitle={t('notFoundHint')}
      extra={
        <Link to={paths.overview}>
          <Button type="primary">{t('backToOverview')}</Button>
        </Link>
      }
    />
  );
}

/** A defect of a page: shown in its place, the frame stays. */
export function PageDefect() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return <ErrorPanel error={error} onRetry={() => window.location.reload()} />;
}
