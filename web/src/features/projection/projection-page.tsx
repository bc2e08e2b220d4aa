// The months to come: choosing rules and assumptions, following the computation, what was kept.
import { Button, Collapse, Form, InputNumber, Select } from 'antd';
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
import './projection.css';

type Assumption = Schema<'Assumption'>;

interface Order {
  variants: string[];
  seed: number;
  paths: number;
  assumed: Record<string, number>;
}

const usualSeed = 1;
const usualPaths = 200;

function useVariantOptions() {
  const t = useText(messages);
  const pick = usePick();
  const packs = useGet('/api/policies').data?.items ?? [];
  const drafts = useGet('/api/policy-drafts').data?.items ?? [];
  return [
    { value: '', label: t('current') },
    ...drafts
      .filter((draft) => draft.state !== 'published' && draft.state !== 'withdrawn')
      .map(({ number, title }) => ({
        value: `draft:${number}`,
        label: `${t('draft')} ${number}: ${title}`,
      })),
    ...packs.map((pack) => ({ value: pack.id, label: `${pick(pack.title)} (${pack.id})` })),
  ];
}

function AssumptionFields({ assumptions }: { assumptions: Assumption[] }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <div className="assumption-grid">
      {assumptions.map((one) => (
        <Form.Item
          key={one.code}
          name={['assumed', one.code]}
          label={pick(one.name)}
          extra={[
            pick(one.unit),
            t('range', { least: one.least, most: one.most }),
            pick(one.source),
          ].join(' · ')}
          rules={[{ required: true, message: t('needed') }]}
        >
          <InputNumber precision={0} />
        </Form.Item>
      ))}
    </div>
  );
}

function OrderForm({
  assumptions,
  onRun,
  busy,
}: {
  assumptions: Assumption[];
  onRun: (order: Order) => void;
  busy: boolean;
}) {
  const t = useText(messages);
  const [params] = useSearchParams();
  const options = useVariantOptions();
  const required = [{ required: true, message: t('needed') }];
  const asked = params.getAll('variant');
  return (
    <Form<Order>
      name="projection"
      layout="vertical"
      onFinish={onRun}
      initialValues={{
        variants: asked.length > 0 ? ['', ...asked] : [''],
        seed: usualSeed,
        paths: usualPaths,
        assumed: Object.fromEntries(assumptions.map(({ code, usual }) => [code, usual])),
      }}
    >
      <Form.Item name="variants" label={t('variants')} rules={required} extra={t('variantsHint')}>
        <Select
          mode="tags"
          maxCount={4}
          tokenSeparators={[' ', ',']}
          showSearch={{ optionFilterProp: 'label' }}
          options={options}
        />
      </Form.Item>
      <Collapse
        defaultActiveKey="assumptions"
        items={[
          {
            key: 'assumptions',
            label: t('assumptions'),
            forceRender: true,
            children: <AssumptionFields assumptions={assumptions} />,
          },
        ]}
      />
      <div className="projection-bar">
        <Form.Item name="seed" label={t('seed')} rules={required}>
          <InputNumber precision={0} min={1} />
        </Form.Item>
        <Form.Item name="paths" label={t('paths')} rules={required}>
          <InputNumber precision={0} min={10} max={1000} />
        </Form.Item>
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
  const query = useGet('/api/projection-assumptions');
  const job = useJob((order: Order) =>
    apiPost(
      '/api/projections',
      csrf,
      {},
      {
        variants: order.variants,
        seed: order.seed,
        paths: order.paths,
        assumptions: Object.entries(order.assumed).map(([code, value]) => ({ code, value })),
      },
    ),
  );
  const kept = job.job?.projection?.number;
  useEffect(() => {
    if (kept !== undefined) void navigate(paths.projection(kept));
  }, [kept, navigate]);
  return (
    <Panel title={t('title')} extra={<Link to={paths.whatIfs}>{t('whatIf')}</Link>}>
      <p className="dim">{t('intro')}</p>
      <QueryView query={query} rows={6}>
        {({ items }) => <OrderForm assumptions={items} onRun={job.start} busy={job.busy} />}
      </QueryView>
      {job.error && <ErrorPanel error={job.error} />}
      {job.job && <JobState job={job.job} onCancel={job.cancel} />}
    </Panel>
  );
}

function ResultsPanel() {
  const t = useText(messages);
  const pick = usePick();
  const navigate = useNavigate();
  const query = useGet('/api/projections');
  return (
    <Panel title={t('results')}>
      <QueryView query={query}>
        {({ items }) => (
          <DataTable
            label={t('results')}
            rows={items}
            rowKey={(row) => String(row.number)}
            empty={t('noResults')}
            onOpen={(row) => row.number !== null && void navigate(paths.projection(row.number))}
            columns={[
              {
                title: t('number'),
                render: (_, row) => (
                  <Link to={paths.projection(row.number ?? 0)}>{row.number}</Link>
                ),
              },
              { title: t('months'), render: (_, row) => `${row.first_month} – ${row.last_month}` },
              {
                title: t('variants'),
                render: (_, row) =>
                  row.variants.map((variant) => pick(variant.title)).join(' · '),
              },
              { title: t('history'), render: (_, row) => `${row.from} – ${row.through}` },
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

export function ProjectionPage() {
  return (
    <>
      {useMay('whatif.run') && <RunPanel />}
      <ResultsPanel />
    </>
  );
}
