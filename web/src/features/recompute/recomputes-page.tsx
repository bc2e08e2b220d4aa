// Retroactive changes: the lists, and drawing up a new one.
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { JobState } from '@/components/job-state';
import { MoneyText } from '@/components/money-text';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag, type Tone } from '@/components/state-tag';
import { apiPost } from '@/lib/api-client';
import { useText } from '@/lib/i18n';
import { useJob } from '@/lib/job';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';

const tones: Record<Schema<'Recompute'>['state'], Tone> = {
  unfinished: 'plain',
  waiting: 'warn',
  approved: 'warn',
  refused: 'plain',
  posted: 'ok',
};

export function RecomputeState({ paper }: { paper: Schema<'Recompute'> }) {
  const t = useText(messages);
  return <StateTag tone={tones[paper.state]}>{t(paper.state)}</StateTag>;
}

/** "第 2 版 门诊提高五个百分点" */
export function versionName(
  t: (key: 'versionNo', values: { n: number }) => string,
  { number, title }: Schema<'PolicyVersion'>,
): string {
  return `${t('versionNo', { n: number })}${title ? ` ${title}` : ''}`;
}

interface Order {
  from: string;
  reason: string;
  variant?: string;
}

function Draw() {
  const t = useText(messages);
  const { csrf } = useSession();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Order>();
  const draw = useJob((order: Order) => apiPost('/api/recomputes', csrf, {}, order));
  const versions = useGet('/api/policy-versions', {}, { enabled: open }).data?.items ?? [];
  const needed = { required: true, message: t('needed') };
  return (
    <div className="spaced">
      <Button type="primary" loading={draw.busy} onClick={() => setOpen(true)}>
        {t('draw')}
      </Button>
      <Modal
        open={open}
        title={t('draw')}
        okText={t('draw')}
        cancelText={t('no')}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
      >
        <p className="dim spaced">{t('drawHint')}</p>
        <Form
          name="draw-recompute"
          form={form}
          layout="vertical"
          onFinish={(order) => {
            setOpen(false);
            draw.start(order);
          }}
        >
          <Form.Item
            name="from"
            label={t('from')}
            rules={[needed, { pattern: /^\d{4}-\d{2}-\d{2}$/, message: 'YYYY-MM-DD' }]}
          >
            <Input placeholder="2026-03-01" />
          </Form.Item>
          <Form.Item name="reason" label={t('basis')} rules={[needed]}>
            <Input maxLength={120} placeholder={t('basisHint')} />
          </Form.Item>
          <Form.Item name="variant" label={t('variant')}>
            <Select
              allowClear
              placeholder={t('whatHolds')}
              options={versions.map((version) => ({
                value: version.digest,
                label: versionName(t, version),
              }))}
            />
          </Form.Item>
        </Form>
      </Modal>
      {draw.error && <ErrorPanel error={draw.error} />}
      {draw.job && <JobState job={draw.job} />}
    </div>
  );
}

export function RecomputesPage() {
  const t = useText(messages);
  const navigate = useNavigate();
  const mayRun = useMay('recompute.run');
  const query = useGet('/api/recomputes');
  return (
    <Panel title={t('retroactive')} inYuan>
      <p className="dim">{t('intro')}</p>
      {mayRun && <Draw />}
      <QueryView query={query}>
        {({ items }) => (
          <DataTable
            label={t('retroactive')}
            rows={items}
            rowKey={(row) => row.number}
            onOpen={(row) => void navigate(paths.recompute(row.number))}
            empty={t('none')}
            columns={[
              {
                title: t('number'),
                render: (_, row) => (
                  <Link to={paths.recompute(row.number)} tabIndex={-1} className="code">
                    {row.number}
                  </Link>
                ),
              },
              { title: t('basis'), render: (_, row) => row.reason },
              { title: t('from'), render: (_, row) => row.from },
              { title: t('drawnBy'), render: (_, row) => formatTime(row.drawn_at) },
              { title: t('count'), align: 'right', render: (_, row) => row.persons },
              { title: t('settlements'), align: 'right', render: (_, row) => row.settlements },
              {
                title: t('toPay'),
                align: 'right',
                render: (_, row) => <MoneyText amount={row.to_pay} />,
              },
              {
                title: t('toRecover'),
                align: 'right',
                render: (_, row) => <MoneyText amount={row.to_recover} />,
              },
              { title: t('state'), render: (_, row) => <RecomputeState paper={row} /> },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}
