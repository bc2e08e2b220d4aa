// What went wrong, where, what to do, and a way to try again.
import { Button } from 'antd';
import { ApiError } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { messages } from './messages';

type Hint = 'hintWait' | 'hintOffline' | 'hintRights' | 'hintUnknown' | 'hintInput' | 'hintServer';

const hints: Record<number, Hint> = {
  0: 'hintOffline',
  400: 'hintInput',
  401: 'hintInput',
  403: 'hintRights',
  404: 'hintUnknown',
  409: 'hintInput',
  422: 'hintInput',
  429: 'hintWait',
};

const defect = {
  code: 'page_defect',
  zh: '页面出了错，这是本系统的问题。',
  en: 'The page failed; this is a fault of ours.',
  where: null,
};

export function ErrorPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useText(messages);
  const pick = usePick();
  const body = error instanceof ApiError ? error.body : defect;
  const hint = error instanceof ApiError ? (hints[error.status] ?? 'hintServer') : 'hintServer';
  return (
    <div className="error-panel" role="alert">
      <div className="error-text">{pick(body)}</div>
      <div className="error-hint">{t(hint)}</div>
      <div className="error-facts">
        {t('code')} <code>{body.code}</code>
        {body.where && (
          <>
            {' · '}
            {t('errorWhere')} <code>{body.where}</code>
          </>
        )}
      </div>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </div>
  );
}
