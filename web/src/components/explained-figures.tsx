// The board of figures with the drawer behind it; closing it puts the focus back on the figure.
import { useRef } from 'react';
import type { Schema } from '@/lib/schema';
import { ExplanationDrawer } from './explanation-drawer';
import { figureKeys, FiguresBoard } from './figures-board';

export function ExplainedFigures({
  figures,
  query,
  figure,
  onSelect,
  showReproduced,
  note,
}: {
  figures: Schema<'Figures'>;
  query: { data: Schema<'Explanation'> | undefined; error: unknown; refetch: () => unknown };
  figure: string | null;
  onSelect: (figure: string | null) => void;
  showReproduced: boolean;
  note?: string;
}) {
  const board = useRef<HTMLDivElement>(null);
  const last = useRef('');
  const select = (key: string | null) => {
    if (key !== null) last.current = key;
    onSelect(key);
  };
  const refocus = () => {
    const row = board.current?.querySelector(`[data-figure="${CSS.escape(last.current)}"]`);
    if (row instanceof HTMLElement) row.focus();
  };
  return (
    <div ref={board}>
      <FiguresBoard figures={figures} onOpen={select} />
      <ExplanationDrawer
        query={query}
        figure={figure}
        keys={figureKeys(figures)}
        onSelect={select}
        onClosed={refocus}
        showReproduced={showReproduced}
        note={note}
      />
    </div>
  );
}
