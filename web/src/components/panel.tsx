import type { ReactNode } from 'react';
import { useText } from '@/lib/i18n';
import { messages } from './messages';

/** A titled block of a page, with room for actions on the right. */
export function Panel({
  title,
  inYuan = false,
  unit,
  extra,
  children,
  className = '',
}: {
  title?: ReactNode;
  /** the panel shows amounts: their unit stands beside its title */
  inYuan?: boolean;
  /** another unit than yuan */
  unit?: string;
  extra?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const t = useText(messages);
  return (
    <section className={`panel ${className}`}>
      {(title || extra) && (
        <header className="panel-head">
          <h2>
            {title} {(inYuan || unit) && <span className="unit">{unit ?? t('unitYuan')}</span>}
          </h2>
          {extra && <div className="panel-extra">{extra}</div>}
        </header>
      )}
      <div className="panel-body">{children}</div>
    </section>
  );
}

/** Name and value pairs in columns. */
export function Facts({ items }: { items: [label: ReactNode, value: ReactNode][] }) {
  return (
    <dl className="facts">
      {items.map(([label, value], i) => (
        <div key={i}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
