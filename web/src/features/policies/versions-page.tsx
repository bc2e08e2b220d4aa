// The published versions of the area's own policy: what was known when, and what differs.
import { Button, DatePicker, Select } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { DataTable } from '@/components/data-table';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { formatTime } from '@/lib/time';
import { Compared } from './compare-view';
import { versionMessages } from './version-messages';

type Version = Schema<'PolicyVersionList'>['items'][number];

function VersionTable({ versions }: { versions: Version[] }) {
  const t = useText(versionMessages);
  return (
    <DataTable
      label={t('versions')}
      rows={[...versions].reverse()}
      rowKey={(row) => String(row.number)}
      rowClassName={(row) => (row.known ? 'is-known' : '')}
      columns={[
        {
          title: t('version'),
          render: (_, row) => (
            <>
              <b>{row.number}</b> {row.title ?? t('folder')}{' '}
              <StateTag tone={row.state === 'published' ? 'ok' : 'plain'}>
                {t(row.state === 'published' ? 'inForceNow' : 'superseded')}
              </StateTag>
              {row.known && <StateTag tone="warn">{t('known')}</StateTag>}
              <div className="code dim" title={row.digest}>
                {row.digest.slice(0, 12)}
              </div>
            </>
          ),
        },
        {
          title: t('publishedAt'),
          width: 170,
          render: (_, row) => (row.published_at ? formatTime(row.published_at) : '—'),
        },
        { title: t('validFrom'), width: 120, dataIndex: 'valid_from' },
        { title: t('author'), width: 120, render: (_, row) => row.author ?? '—' },
        { title: t('approver'), width: 120, render: (_, row) => row.approver ?? '—' },
        {
          title: t('note'),
          render: (_, row) => [row.note, row.reason].filter(Boolean).join(' · ') || '—',
        },
        {
          title: '',
          width: 120,
          render: (_, row) => (
            <a href={`/api/policy-versions/${row.number}/archive`} download>
              {t('archive')}
            </a>
          ),
        },
      ]}
    />
  );
}

function ComparePanel({ versions }: { versions: Version[] }) {
  const t = useText(versionMessages);
  const [params, setParams] = useSearchParams();
  const newest = versions.at(-1)?.number ?? 1;
  const to = params.get('to') ?? `version:${newest}`;
  const from = params.get('from') ?? `version:${Math.max(newest - 1, 1)}`;
  const options = versions.map((one) => ({
    value: `version:${one.number}`,
    label: `${t('versionNo', { n: one.number })} ${one.title ?? ''}`,
  }));
  return (
    <Panel title={t('compare')}>
      <div className="page-bar">
        <Select
          aria-label={t('from')}
          style={{ minWidth: 260 }}
          value={from}
          options={options}
          onChange={(value: string) => setParams({ from: value, to }, { replace: true })}
        />
        →
        <Select
          aria-label={t('to')}
          style={{ minWidth: 260 }}
          value={to}
          options={options}
          onChange={(value: string) => setParams({ from, to: value }, { replace: true })}
        />
      </div>
      <Compared pack={to} other={from} />
    </Panel>
  );
}

export function VersionsPage() {
  const t = useText(versionMessages);
  const [day, setDay] = useState('');
  const query = useGet('/api/policy-versions', { query: { known_on: day || undefined } });
  return (
    <QueryView query={query}>
      {({ items }) => (
        <>
          <Panel
            title={t('versions')}
            extra={
              <>
                <DatePicker
                  aria-label={t('knownOn')}
                  placeholder={t('knownOn')}
                  onChange={(_, text) => setDay(typeof text === 'string' ? text : '')}
                />{' '}
                <Link to={paths.policyDrafts}>
                  <Button>{t('drafts')}</Button>
                </Link>
              </>
            }
          >
            <p className="dim">{t('versionsIntro')}</p>
            <VersionTable versions={items} />
          </Panel>
          {items.length > 1 && <ComparePanel versions={items} />}
        </>
      )}
    </QueryView>
  );
}
