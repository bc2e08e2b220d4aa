// What a case settled to: one board per encounter, every figure explained.
import { useState } from 'react';
import { ExplainedFigures } from '@/components/explained-figures';
import { usePick, useText } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';

type Result = Schema<'CaseResult'>;

function ResultView({ result, no }: { result: Result; no: number }) {
  const t = useText(messages);
  const pick = usePick();
  const [figure, setFigure] = useState<string | null>(null);
  return (
    <div className="case-result" data-testid="case-result">
      <h3>
        {t('encounterNo', { n: no })} <span className="code dim">{result.id}</span>
      </h3>
      {result.error && (
        <div className="error-panel" role="alert">
          <div className="error-text">
            {t('refused')}: {pick(result.error)}
          </div>
          <div className="error-facts">
            <code>{result.error.code}</code>
          </div>
        </div>
      )}
      {result.figures && (
        <ExplainedFigures
          figures={result.figures}
          query={{ data: result.explanation ?? undefined, error: null, refetch: () => undefined }}
          figure={figure}
          onSelect={setFigure}
          showReproduced={false}
        />
      )}
    </div>
  );
}

export function CaseResults({ results }: { results: Result[] }) {
  return results.map((result, i) => <ResultView key={result.id} result={result} no={i + 1} />);
}
