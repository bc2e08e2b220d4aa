import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { LevyLineDrawer, type LevyLineKey } from '@/components/levy-line-drawer';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet, useList } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

type Bill = Schema<'Bill'>;

function Reverse({ bill }: { bill: Bill }) {
  const t = useText(messages);
  const { csrf } = useSession();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const reverse = useMutation({
    mutationFn: () =>
      apiPost(
        '/api/levy/bills/{number}/reversal',
        csrf,
        { path: { number: bill.number } },
        { reason },
      ),
    onSuccess: () => {
      setOpen(false);
      void client.invalidateQueries();
    },
  });
  return (
    <>
      <Button size="small" danger onClick={() => setOpen(true)}>
        {t('reverse')}
      </Button>
      <Modal
        open={open}
        title={`${t('reverse')} ${bill.number}`}
        okText={t('reverse')}
        cancelText={t('no')}
        okButtonProps={{ disabled: reason.trim() === '' }}
        confirmLoading={reverse.isPending}
        onOk={() => reverse.mutate()}
        onCancel={() => setOpen(false)}
      >
        <Input
          value={reason}
          maxLength={130}
          aria-label={t('reason')}
          placeholder={t('reason')}
          onChange={(event) => setReason(event.target.value)}
        />
        {reverse.error && <ErrorPanel error={reverse.error} />}
      </Modal>
    </>
  );
}

function Head({ bill }: { bill: Bill }) {
  const t = useText(messages);
  const pick = usePick();
  const mayRun = useMay('levy.run');
  const reversal = bill.kind.id === 'reversal';
  return (
    <Panel className="page-head" inYuan title={t('bill')}>
      <div className="page-title">
        <h1 className="code">{bill.number}</h1>
        <Link to={paths.employer(bill.employer)}>{bill.employer_name}</Link>
        <StateTag tone="plain">{pick(bill.kind.name)}</StateTag>
        {!reversal && (
          <StateTag tone={bill.standing ? 'ok' : 'plain'}>
            {t(bill.standing ? 'standing' : 'reversed')}
          </StateTag>
        )}
        {mayRun && bill.standing && <Reverse bill={bill} />}
      </div>
      <Facts
        items={[
          [t('month'), bill.month],
          [t('due'), bill.due],
          [t('count'), bill.persons],
          [t('employerPart'), <MoneyText amount={bill.figures.employer} />],
          [t('personPart'), <MoneyText amount={bill.figures.person} />],
          [t('pooled'), <MoneyText amount={bill.figures.pooled} />],
          [t('accounts'), <MoneyText amount={bill.figures.account} />],
          [t('largeIllnessEmployer'), <MoneyText amount={bill.figures.large_illness_employer} />],
          [t('largeIllnessPerson'), <MoneyText amount={bill.figures.large_illness_person} />],
          [t('largeIllnessPooled'), <MoneyText amount={bill.figures.large_illness_pooled} />],
          [t('civilServant'), <MoneyText amount={bill.figures.civil_servant} />],
          [t('toPay'), <MoneyText amount={bill.figures.total} strong />],
          [t('entry'), <Link to={paths.ledgerEntry(bill.entry)}>{bill.entry}</Link>],
          [t('by'), `${bill.by} · ${formatTime(bill.at)}`],
          ...(bill.reason
            ? [[t(reversal ? 'reason' : 'basis'), bill.reason] as [string, string]]
            : []),
        ]}
      />
    </Panel>
  );
}

function Lines({ number }: { number: string }) {
  const t = useText(messages);
  const pick = usePick();
  const [explained, setExplained] = useState<LevyLineKey>();
  const path = '/api/levy/bills/{number}/lines';
  const args = { path: { number } };
  const query = useList(path, args);
  const amount = (title: string, key: keyof Schema<'LevyFigures'>) => ({
    title,
    align: 'right' as const,
    render: (_: unknown, row: Schema<'LevyLine'>) => <MoneyText amount={row.figures[key]} />,
  });
  return (
    <Panel
      title={t('lines')}
      inYuan
      extra={
        <ExportButton
          path={path}
          args={args}
          fileName={`lines-${number}`}
          columns={[
            [t('psnNo'), (row) => row.psn_no],
            [t('name'), (row) => row.name],
            [t('category'), (row) => pick(row.category.name)],
            [t('wage'), (row) => row.wage ?? ''],
            [t('base'), (row) => row.figures.base],
            [t('employerPart'), (row) => row.figures.employer],
            [t('personPart'), (row) => row.figures.person],
            [t('largeIllnessEmployer'), (row) => row.figures.large_illness_employer],
            [t('largeIllnessPerson'), (row) => row.figures.large_illness_person],
            [t('largeIllnessPooled'), (row) => row.figures.large_illness_pooled],
            [t('civilServant'), (row) => row.figures.civil_servant],
            [t('toPay'), (row) => row.figures.total],
          ]}
        />
      }
    >
      <ListTable
        query={query}
        label={t('lines')}
        rowKey={(row) => row.psn_no}
        onOpen={(row) => setExplained({ number, psnNo: row.psn_no })}
        columns={[
          {
            title: t('psnNo'),
            render: (_, row) => (
              <Link to={paths.person(row.psn_no)} tabIndex={-1} className="code">
                {row.psn_no}
              </Link>
            ),
          },
          { title: t('name'), render: (_, row) => row.name },
          { title: t('category'), render: (_, row) => pick(row.category.name) },
          {
            title: t('wage'),
            align: 'right',
            render: (_, row) => (row.wage === null ? '—' : <MoneyText amount={row.wage} />),
          },
          amount(t('base'), 'base'),
          amount(t('employerPart'), 'employer'),
          amount(t('personPart'), 'person'),
          amount(t('accounts'), 'account'),
          amount(t('pooled'), 'pooled'),
          amount(t('toPay'), 'total'),
        ]}
      />
      <LevyLineDrawer line={explained} onClose={() => setExplained(undefined)} />
    </Panel>
  );
}

export function BillPage() {
  const { number = '' } = useParams();
  const mayReadPersons = useMay('person.read');
  const query = useGet('/api/levy/bills/{number}', { path: { number } });
  return (
    <QueryView query={query} rows={10}>
      {(bill) => (
        <>
          <Head bill={bill} />
          {mayReadPersons && bill.kind.id !== 'reversal' && <Lines number={number} />}
        </>
      )}
    </QueryView>
  );
}
