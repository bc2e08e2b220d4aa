import { Tabs } from 'antd';
import { useParams, useSearchParams } from 'react-router';
import { Facts, Panel } from '@/components/panel';
import { QueryView } from '@/components/query-view';
import { StateTag } from '@/components/state-tag';
import { usePick, useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import type { Schema } from '@/lib/schema';
import { CompareView } from './compare-view';
import { ExamplesView } from './examples-view';
import { messages } from './messages';
import { RulesView } from './rules-view';
import { TrialView } from './trial-view';

function PackHead({ pack }: { pack: Schema<'PackSummary'> }) {
  const t = useText(messages);
  const pick = usePick();
  const inForce = useGet('/api/region').data?.packs.some((one) => one.id === pack.id);
  return (
    <Panel className="page-head">
      <div className="page-title">
        <h1>{pick(pack.title)}</h1>
        <span className="code">{pack.id}</span>
        {inForce && <StateTag tone="ok">{t('now')}</StateTag>}
      </div>
      <p className="pack-description">{pick(pack.description)}</p>
      <Facts
        items={[
          [t('inForce'), `${pack.from} – ${pack.through ?? t('open')}`],
          [t('schemes'), pack.schemes.map((scheme) => pick(scheme.name)).join(' · ') || '—'],
          [t('digest'), <span className="code digest">{pack.digest}</span>],
        ]}
      />
    </Panel>
  );
}

export function PolicyPage() {
  const t = useText(messages);
  const { pack: id = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const query = useGet('/api/policies/{pack}', { path: { pack: id } });
  return (
    <QueryView query={query} rows={14}>
      {(pack) => (
        <>
          <PackHead pack={pack.pack} />
          <Panel>
            <Tabs
              activeKey={params.get('tab') ?? 'rules'}
              onChange={(tab) => setParams({ tab }, { replace: true })}
              items={[
                { key: 'rules', label: t('rules'), children: <RulesView pack={pack} /> },
                {
                  key: 'examples',
                  label: t('examples', { n: pack.examples.length }),
                  children: <ExamplesView pack={pack} />,
                },
                { key: 'compare', label: t('compare'), children: <CompareView pack={pack} /> },
                {
                  key: 'trial',
                  label: t('trial'),
                  children:
                    pack.schemes.length > 0 ? (
                      <TrialView key={id} pack={pack} />
                    ) : (
                      <p className="dim">{t('noSchemes')}</p>
                    ),
                },
              ]}
            />
          </Panel>
        </>
      )}
    </QueryView>
  );
}
