import { Button, Input, Popconfirm, Segmented } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { JobState } from '@/components/job-state';
import { ExportButton, ListTable } from '@/components/list-table';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { StateTag } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useJob } from '@/lib/job';
import { paths } from '@/lib/paths';
import { useList } from '@/lib/query';
import { useMay, useSession } from '@/lib/session';
import { CollectionPanel } from './collection-panel';
import { messages } from './messages';
import { PapersPanel } from './papers-panel';

function RunPanel() {
  const t = useText(messages);
  const { csrf } = useSession();
  const job = useJob(() => apiPost('/api/dunning/run', csrf, {}));
  return (
    <Panel title={t('papers')}>
      <p className="dim">{t('intro')}</p>
      <Popconfirm
        title={t('runSure')}
        description={t('runHint')}
        okText={t('yes')}
        cancelText={t('no')}
        onConfirm={() => job.start(undefined)}
      >
        <Button type="primary" loading={job.busy}>
          {t('run')}
        </Button>
      </Popconfirm>{' '}
      {job.job?.dunning && <span>{t('ran', { n: job.job.dunning.papers })}</span>}
      {job.job && <JobState job={job.job} />}
      {job.error && <ErrorPanel error={job.error} />}
    </Panel>
  );
}

function ArrearsPanel() {
  const t = useText(messages);
  const pick = usePick();
  const [text, setText] = useState('');
  const [only, setOnly] = useState('');
  const path = '/api/arrears';
  const args = { query: { ...(text && { q: text }), ...(only && { [only]: 'yes' }) } };
  const query = useList(path, args);
  return (
    <Panel
      title={t('title')}
      inYuan
      extra={
        <ExportButton
          path={path}
          args={args}
          fileName="arrears"
          columns={[
            [t('code'), (row) => row.employer],
            [t('employer'), (row) => row.name],
            [t('bills'), (row) => row.bills.map((bill) => bill.bill).join(' ')],
            [t('owed'), (row) => row.total],
            [t('days'), (row) => String(row.days)],
            [t('step'), (row) => pick(row.step.name)],
            [t('next'), (row) => `${row.next_day ?? ''} ${pick(row.next.name)}`],
            [t('frozen'), (row) => row.frozen_from ?? ''],
          ]}
        />
      }
    >
      <Input.Search
        className="filter-search"
        aria-label={t('search')}
        placeholder={t('search')}
        allowClear
        onSearch={(value) => setText(value.trim())}
      />{' '}
      <Segmented
        value={only}
        onChange={setOnly}
        options={[
          { value: '', label: t('all') },
          { value: 'overdue', label: t('overdueOnly') },
          { value: 'due', label: t('dueOnly') },
        ]}
      />
      <ListTable
        query={query}
        label={t('title')}
        rowKey={(row) => row.employer}
        empty={t('noArrears')}
        columns={[
          {
            title: t('employer'),
            render: (_, row) => <Link to={paths.employer(row.employer)}>{row.name}</Link>,
          },
          { title: t('bills'), align: 'right', render: (_, row) => row.bills.length },
          {
            title: t('owed'),
            align: 'right',
            render: (_, row) => <MoneyText amount={row.total} strong />,
          },
          { title: t('days'), align: 'right', render: (_, row) => row.days },
          { title: t('step'), render: (_, row) => pick(row.step.name) },
          {
            title: t('next'),
            render: (_, row) =>
              row.next_day && (
                <StateTag tone={row.next_is_due ? 'warn' : 'plain'}>
                  {row.next_day} {pick(row.next.name)}
                </StateTag>
              ),
          },
          { title: t('frozen'), render: (_, row) => row.frozen_from ?? '—' },
        ]}
      />
    </Panel>
  );
}

export function ArrearsPage() {
  const mayRun = useMay('dunning.run');
  return (
    <>
      {mayRun && <RunPanel />}
      <ArrearsPanel />
      <PapersPanel />
      <CollectionPanel />
    </>
  );
}
