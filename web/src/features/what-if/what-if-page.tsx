// What would it cost: choosing rules and a period, following the computation, what was kept.
import { Button, DatePicker, Form, InputNumber, Segmented, Select } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useEffect } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { ErrorPanel } from '@/components/error-panel';
import { JobState } from '@/components/job-state';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { apiPost } from '@/lib/api-client';
import { usePick, useText } from '@/lib/i18n';
import { useJob } from '@/lib/job';
import { formatCount } from '@/lib/money';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { useMay, useSession } from '@/lib/session';
import { formatTime } from '@/lib/time';
import { messages } from './messages';
import './what-if.css';

interface Order {
  variants: string[];
  base: string;
  period: [Dayjs, Dayjs];
  on?: Dayjs | null;
  source: 'history' | 'sample';
  persons: number;
}

const iso = 'YYYY-MM-DD';
const samplePersons = 10_000;

/** The rules of a name, as they stand on a day when one was chosen. */
const asOf = (name: string, on?: Dayjs | null) =>
  on && name !== 'paid' && !name.includes('@') ? `${name}@${on.format(iso)}` : name;

function useVariantOptions() {
  const t = useText(messages);
  const pick = usePick();
  const packs = useGet('/api/policies').data?.items ?? [];
  const drafts = useGet('/api/policy-drafts').data?.items ?? [];
  const named = [
    ...drafts
      .filter((draft) => draft.state !== 'published' && draft.state !== 'withdrawn')
      .map(({ number, title }) => ({
        value: `draft:${number}`,
        label: `${t('draft')} ${number}: ${title}`,
      })),
    ...packs.map((pack) => ({ value: pack.id, label: `${pick(pack.title)} (${pack.id})` })),
  ];
  return { named, paid: { value: 'paid', label: t('paid') } };
}

function OrderForm({ onRun, busy }: { onRun: (order: Order) => void; busy: boolean }) {
  const t = useText(messages);
  const [params] = useSearchParams();
  const [form] = Form.useForm<Order>();
  const { named, paid } = useVariantOptions();
  const source = Form.useWatch('source', form);
  const required = [{ required: true, message: t('needed') }];
  return (
    <Form<Order>
      form={form}
      name="what-if"
      layout="vertical"
      onFinish={onRun}
      initialValues={{
        variants: params.getAll('variant'),
        base: params.get('base') ?? '',
        period: [dayjs().subtract(1, 'year').add(1, 'day'), dayjs()],
        on: params.get('on') ? dayjs(params.get('on')) : null,
        source: 'history',
        persons: samplePersons,
      }}
    >
      <div className="form-row">
        <Form.Item
          name="variants"
          label={t('variants')}
          rules={required}
          extra={t('variantsHint')}
          style={{ minWidth: 420 }}
        >
          <Select
            mode="tags"
            maxCount={10}
            tokenSeparators={[' ', ',']}
            showSearch={{ optionFilterProp: 'label' }}
            options={source === 'sample' ? named : [...named, paid]}
          />
        </Form.Item>
        <Form.Item name="base" label={t('base')} style={{ minWidth: 320 }}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              { value: '', label: t('current') },
              ...named,
              ...(source === 'sample' ? [] : [paid]),
            ]}
          />
        </Form.Item>
      </div>
      <div className="form-row">
        <Form.Item name="period" label={t('period')} rules={required}>
          <DatePicker.RangePicker allowClear={false} />
        </Form.Item>
        <Form.Item
          name="on"
          label={t('rulesOf')}
          extra={t('rulesOfHint')}
          style={{ maxWidth: 420 }}
        >
          <DatePicker />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('source')}
          extra={source === 'sample' ? t('sampleHint') : undefined}
          style={{ maxWidth: 520 }}
        >
          <Segmented
            options={[
              { value: 'history', label: t('history') },
              { value: 'sample', label: t('sample') },
            ]}
          />
        </Form.Item>
        {source === 'sample' && (
          <Form.Item name="persons" label={t('samplePersons')} rules={required}>
            <InputNumber min={1} max={500_000} />
          </Form.Item>
        )}
      </div>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('run')}
      </Button>
    </Form>
  );
}

function RunPanel() {
  const t = useText(messages);
  const navigate = useNavigate();
  const { csrf } = useSession();
  const job = useJob((order: Order) =>
    apiPost(
      '/api/what-if',
      csrf,
      {},
      {
        variants: order.variants.map((name) => asOf(name, order.on)),
        base: asOf(order.base, order.on),
        from: order.period[0].format(iso),
        through: order.period[1].format(iso),
        source: order.source,
        sample_persons: order.persons ?? samplePersons,
      },
    ),
  );
  const kept = job.job?.what_if?.number;
  useEffect(() => {
    if (kept !== undefined) void navigate(paths.whatIf(kept));
  }, [kept, navigate]);
  return (
    <Panel title={t('title')} extra={<Link to={paths.projections}>{t('projection')}</Link>}>
      <p className="dim">{t('intro')}</p>
      <OrderForm onRun={job.start} busy={job.busy} />
      {job.error && <ErrorPanel error={job.error} />}
      {job.job && <JobState job={job.job} onCancel={job.cancel} />}
    </Panel>
  );
}

function variantNames(result: Schema<'WhatIfHead'>, pick: ReturnType<typeof usePick>): string {
  return result.variants
    .slice(1)
    .map((variant) => pick(variant.title))
    .join(' · ');
}

function ResultsPanel() {
  const t = useText(messages);
  const pick = usePick();
  const navigate = useNavigate();
  const query = useGet('/api/what-if');
  return (
    <Panel title={t('results')}>
      <QueryView query={query}>
        {({ items }) => (
          <DataTable
            label={t('results')}
            rows={items}
            rowKey={(row) => String(row.number)}
            empty={t('noResults')}
            onOpen={(row) => row.number !== null && void navigate(paths.whatIf(row.number))}
            columns={[
              {
                title: t('number'),
                render: (_, row) => <Link to={paths.whatIf(row.number ?? 0)}>{row.number}</Link>,
              },
              { title: t('period'), render: (_, row) => `${row.from} – ${row.through}` },
              { title: t('source'), render: (_, row) => t(row.source) },
              { title: t('variants'), render: (_, row) => variantNames(row, pick) },
              {
                title: t('base'),
                render: (_, row) => row.variants[0] && pick(row.variants[0].title),
              },
              {
                title: t('encounters'),
                align: 'right',
                render: (_, row) => formatCount(row.encounters),
              },
              { title: t('by'), render: (_, row) => row.by },
              { title: t('time'), render: (_, row) => formatTime(row.at) },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}

export function WhatIfPage() {
  return (
    <>
      {useMay('whatif.run') && <RunPanel />}
      <ResultsPanel />
    </>
  );
}
