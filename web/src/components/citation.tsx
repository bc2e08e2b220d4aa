import { Tag, Tooltip } from 'antd';
import { useLang, usePick, useText } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

/** The clause behind a value; an assumed value is marked and says why. */
export function Citation({ citation }: { citation: Schema<'Citation'> }) {
  const t = useText(messages);
  const pick = usePick();
  const { lang } = useLang();
  const { document, article, assumed, reason } = citation;
  const title = (lang === 'en' && citation.title_en) || citation.title;
  return (
    <span className="citation">
      {assumed && (
        <Tooltip title={t('assumedHint')}>
          <Tag className="assumed-tag">{t('assumed')}</Tag>
        </Tooltip>
      )}
      {(title || document) && <span title={document ?? undefined}>{title || document} </span>}
      {article && <span className="article">{article}</span>}
      {!document && !title && !assumed && <span className="dim">{t('noCitation')}</span>}
      {assumed && reason && <span className="assumed-reason">{pick(reason)}</span>}
    </span>
  );
}
