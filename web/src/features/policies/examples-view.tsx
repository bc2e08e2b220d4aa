// The examples written with a pack; each can be run again and compared.
import { useMutation } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { formatYuan } from '@/lib/money';
import type { Schema } from '@/lib/schema';
import { useSession } from '@/lib/session';
import { CaseResults } from './case-results';
import { messages } from './messages';

type Run = Schema<'ExampleRun'>;

function Comparisons({ comparisons }: { comparisons: Run['comparisons'] }) {
  const t = useText(messages);
  const pick = usePick();
  const value = (text: string | null) => (
    <span className="money">{text === null ? '—' : formatYuan(text)}</span>
  );
  return (
    <DataTable
      label={t('runResult')}
      rows={comparisons}
      rowKey={(row) => `${row.encounter} ${row.figure}`}
      rowClassName={(row) => (row.same ? '' : 'is-different')}
      columns={[
        {
          title: t('encounter'),
          render: (_, row) => <span className="code">{row.encounter}</span>,
        },
        { title: t('figure'), render: (_, row) => pick(row.name) },
        { title: t('expected'), align: 'right', render: (_, row) => value(row.expected) },
        { title: t('got'), align: 'right', render: (_, row) => value(row.got) },
        {
          title: '',
          render: (_, row) => (
            <StateTag tone={row.same ? 'ok' : 'bad'}>{t(row.same ? 'same' : 'different')}</StateTag>
          ),
        },
      ]}
    />
  );
}

function RunView({ run }: { run: Run }) {
  const t = useText(messages);
  return (
    <div data-testid="example-run">
      <p className={run.passed ? 'reproduced' : 'not-reproduced'} role="status">
        {t(run.passed ? 'passed' : 'notPassed')}
      </p>
      <CaseResults results={run.results} />
      <Comparisons comparisons={run.comparisons} />
    </div>
  );
}

export function ExamplesView({ pack }: { pack: Schema<'Pack'> }) {
  const t = useText(messages);
  const pick = usePick();
  const { csrf } = useSession();
  const run = useMutation({
    mutationFn: (name: string) =>
      apiPost('/api/policies/{pack}/examples/{name}/run', csrf, {
        path: { pack: pack.pack.id, name },
      }),
  });
  const schemeName = (id: string) => {
    const found = pack.schemes.find((entry) => entry.scheme.id === id);
    return found ? pick(found.scheme.name) : id;
  };
  return (
    <>
      <DataTable
        label={t('example')}
        rows={pack.examples}
        rowKey={(example) => example.name}
        onOpen={(example) => run.mutate(example.name)}
        empty={t('noExamples')}
        columns={[
          {
            title: t('example'),
            render: (_, example) => (
              <>
                {pick(example.title)} <span className="code dim">{example.name}</span>
              </>
            ),
          },
          { title: t('scheme'), render: (_, example) => schemeName(example.scheme) },
          { title: t('encounters'), align: 'right', dataIndex: 'encounters' },
          {
            title: '',
            width: 90,
            render: (_, example) => (
              <Button
                size="small"
                loading={run.isPending && run.variables === example.name}
                onClick={() => run.mutate(example.name)}
              >
                {t('run')}
              </Button>
            ),
          },
        ]}
      />
      <Drawer
        open={run.data !== undefined || run.error !== null}
        size={860}
        title={`${t('runResult')} · ${run.variables ?? ''}`}
        onClose={() => run.reset()}
      >
        {run.error && (
          <ErrorPanel
            error={run.error}
            onRetry={() => run.variables && run.mutate(run.variables)}
          />
        )}
        {run.data && <RunView run={run.data} />}
      </Drawer>
    </>
  );
}
