import { Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { DataTable } from '@/components/data-table';
import { Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import { useMay } from '@/lib/session';
import { messages } from './messages';

export function PoliciesPage() {
  const t = useText(messages);
  const pick = usePick();
  const navigate = useNavigate();
  const mayRecompute = useMay('recompute.read');
  const query = useGet('/api/policies');
  const inForce = new Set(useGet('/api/region').data?.packs.map((pack) => pack.id));
  const mayCompute = useMay('whatif.read');
  return (
    <Panel
      title={t('policies')}
      extra={
        <>
          <Link to={paths.policyVersions}>
            <Button size="small">{t('versions')}</Button>
          </Link>{' '}
          <Link to={paths.policyDrafts}>
            <Button size="small">{t('drafts')}</Button>
          </Link>{' '}
          {mayCompute && (
            <Link to={paths.whatIfs}>
              <Button size="small">{t('whatIf')}</Button>
            </Link>
          )}{' '}
          {mayCompute && (
            <Link to={paths.projections}>
              <Button size="small">{t('projection')}</Button>
            </Link>
          )}{' '}
          {mayRecompute && (
            <Link to={paths.recomputes}>
              <Button size="small">{t('retroactive')}</Button>
            </Link>
          )}
        </>
      }
    >
      <QueryView query={query}>
        {({ items }) => (
          <DataTable
            label={t('policies')}
            rows={[...items].sort((a, b) => Number(inForce.has(b.id)) - Number(inForce.has(a.id)))}
            rowKey={(pack) => pack.id}
            onOpen={(pack) => void navigate(paths.policy(pack.id))}
            empty={t('none')}
            columns={[
              {
                title: t('pack'),
                render: (_, pack) => (
                  <>
                    <Link to={paths.policy(pack.id)} tabIndex={-1}>
                      {pick(pack.title)}
                    </Link>{' '}
                    <span className="code dim">{pack.id}</span>{' '}
                    {inForce.has(pack.id) && <StateTag tone="ok">{t('now')}</StateTag>}
                    <div className="dim pack-description">{pick(pack.description)}</div>
                  </>
                ),
              },
              {
                title: t('schemes'),
                render: (_, pack) =>
                  pack.schemes.map((scheme) => pick(scheme.name)).join(' · ') || '—',
              },
              {
                title: t('inForce'),
                width: 200,
                render: (_, pack) => `${pack.from} – ${pack.through ?? t('open')}`,
              },
              {
                title: t('digest'),
                width: 130,
                render: (_, pack) => (
                  <span className="code dim" title={pack.digest}>
                    {pack.digest.slice(0, 12)}
                  </span>
                ),
              },
            ]}
          />
        )}
      </QueryView>
    </Panel>
  );
}
