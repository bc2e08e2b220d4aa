// Prints the statement, alone or with the reason behind each of its figures.
import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { ErrorPanel } from '@/components/error-panel';
import { ExplainedFigure, Reproduced } from '@/components/explanation-drawer';
import { useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import { messages } from './messages';

function useExplanation(setlId: string, enabled: boolean) {
  const path = '/api/settlements/{setl_id}/explanation';
  return useGet(path, { path: { setl_id: setlId } }, { enabled });
}

export function PrintButtons({
  setlId,
  onReasons,
}: {
  setlId: string;
  /** whether the reasons are on the page while it is printed */
  onReasons: (shown: boolean) => void;
}) {
  const t = useText(messages);
  const explanation = useExplanation(setlId, false);
  const [failed, setFailed] = useState<Error | null>(null);
  async function printWithReasons() {
    const { data, error } = await explanation.refetch();
    setFailed(error);
    if (!data) return;
    flushSync(() => onReasons(true));
    window.print();
    onReasons(false);
  }
  return (
    <>
      <Button
        size="small"
        className="no-print push-right"
        icon={<PrinterOutlined />}
        onClick={() => window.print()}
      >
        {t('print')}
      </Button>
      <Button
        size="small"
        className="no-print"
        loading={explanation.isFetching}
        onClick={() => void printWithReasons()}
      >
        {t('printWithReasons')}
      </Button>
      {failed && <ErrorPanel error={failed} onRetry={() => void printWithReasons()} />}
    </>
  );
}

/** Every figure with its steps; on paper only. */
export function PrintedReasons({ setlId, note }: { setlId: string; note?: string }) {
  const t = useText(messages);
  const explanation = useExplanation(setlId, false).data;
  if (!explanation) return null;
  return (
    <section className="print-only printed-reasons" data-testid="printed-reasons">
      <h2>{t('reasons')}</h2>
      {explanation.figures.map((figure) => (
        <div key={figure.figure} className="printed-figure">
          <ExplainedFigure figure={figure} note={note} />
        </div>
      ))}
      <Reproduced explanation={explanation} />
    </section>
  );
}
