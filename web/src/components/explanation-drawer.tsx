// The drawer behind every figure.
import { Button, Drawer } from 'antd';
import { usePick, useText } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { ExplanationLines } from './explanation-lines';
import { messages } from './messages';
import { MoneyText } from './money-text';
import { QueryView } from './query-view';

type Explanation = Schema<'Explanation'>;

export function Reproduced({ explanation }: { explanation: Explanation }) {
  const t = useText(messages);
  return (
    <p className={explanation.reproduced ? 'reproduced' : 'not-reproduced'} role="status">
      {t(explanation.reproduced ? 'reproduced' : 'notReproduced')}
    </p>
  );
}

export function ExplainedFigure({
  figure,
  note,
}: {
  figure: Explanation['figures'][number];
  note?: string;
}) {
  const pick = usePick();
  return (
    <>
      <div className="explained-head">
        <h2>{pick(figure.name)}</h2>
        <MoneyText amount={figure.amount} strong />
      </div>
      {note && <p className="explained-note">{note}</p>}
      <ExplanationLines lines={figure.lines} />
    </>
  );
}

export function ExplanationDrawer({
  query,
  figure,
  keys,
  onSelect,
  onClosed,
  showReproduced,
  note,
}: {
  query: { data: Explanation | undefined; error: unknown; refetch: () => unknown };
  figure: string | null;
  /** figures one can step through, in order */
  keys: readonly string[];
  onSelect: (figure: string | null) => void;
  onClosed: () => void;
  showReproduced: boolean;
  /** what holds for every figure, above the steps */
  note?: string;
}) {
  const t = useText(messages);
  const at = figure === null ? -1 : keys.indexOf(figure);
  const step = (to: number) => {
    const key = keys[to];
    return (
      <Button size="small" disabled={key === undefined} onClick={() => onSelect(key ?? null)}>
        {t(to < at ? 'previous' : 'next')}
      </Button>
    );
  };
  const found = query.data?.figures.find((item) => item.figure === figure);
  return (
    <Drawer
      open={figure !== null}
      size={620}
      title={t('why')}
      onClose={() => onSelect(null)}
      afterOpenChange={(open) => !open && onClosed()}
      extra={
        <div className="drawer-steps">
          {step(at - 1)}
          {step(at + 1)}
        </div>
      }
      className="explanation-drawer"
    >
      <QueryView query={query}>
        {(explanation) => (
          <>
            {found ? (
              <div data-testid="explanation">
                <ExplainedFigure figure={found} note={note} />
              </div>
            ) : (
              <p className="dim">{t('figureMissing')}</p>
            )}
            {showReproduced && <Reproduced explanation={explanation} />}
          </>
        )}
      </QueryView>
    </Drawer>
  );
}
