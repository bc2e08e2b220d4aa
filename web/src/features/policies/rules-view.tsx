// The rules of a pack: scheme by scheme, benefit by benefit, layer by layer.
import { useText, usePick } from '@/lib/i18n';
import type { Schema } from '@/lib/schema';
import { messages } from './messages';
import { ParameterView } from './parameter-view';

type Pack = Schema<'Pack'>;
type Scheme = Pack['schemes'][number];
type Benefit = Scheme['benefits'][number];
type Layer = Benefit['layers'][number];

function Parameters({ title, parameters }: { title: string; parameters: Schema<'Parameter'>[] }) {
  if (parameters.length === 0) return null;
  return (
    <div className="parameters">
      <h3>{title}</h3>
      {parameters.map((parameter) => (
        <ParameterView key={parameter.id} parameter={parameter} />
      ))}
    </div>
  );
}

function LayerView({ layer, no }: { layer: Layer; no: number }) {
  const t = useText(messages);
  const pick = usePick();
  const traits = [
    t('paidFrom', { fund: pick(layer.fund.name) }),
    t(`axis_${layer.axis}`),
    t(`per_${layer.per}`),
    ...(layer.when ? [t('appliesTo', { when: pick(layer.when) })] : []),
  ];
  return (
    <div className="layer">
      <h3>
        <span className="layer-no">{t('layerNo', { n: no })}</span> {pick(layer.layer.name)}
        <span className="layer-traits">{traits.join(' · ')}</span>
      </h3>
      {layer.parameters.map((parameter) => (
        <ParameterView key={parameter.id} parameter={parameter} />
      ))}
    </div>
  );
}

function BenefitView({ id, title, benefit }: { id: string; title: string; benefit: Benefit }) {
  const t = useText(messages);
  return (
    <section id={id} className="benefit">
      <h2>{title}</h2>
      <Parameters title={t('benefitParameters')} parameters={benefit.parameters} />
      {benefit.layers.map((layer, i) => (
        <LayerView key={layer.layer.id} layer={layer} no={i + 1} />
      ))}
      {benefit.layers.length === 0 && <p className="dim">{t('noLayers')}</p>}
    </section>
  );
}

function Contents({ pack }: { pack: Pack }) {
  const t = useText(messages);
  const pick = usePick();
  return (
    <nav className="contents" aria-label={t('contents')}>
      {pack.general.length > 0 && <a href="#general">{t('general')}</a>}
      {pack.schemes.map(({ scheme, benefits }) => (
        <div key={scheme.id}>
          <a href={`#${scheme.id}`}>{pick(scheme.name)}</a>
          {benefits.map(({ benefit }) => (
            <a key={benefit.id} className="is-sub" href={`#${scheme.id}-${benefit.id}`}>
              {pick(benefit.name)}
            </a>
          ))}
        </div>
      ))}
    </nav>
  );
}

function SchemeView({ entry }: { entry: Scheme }) {
  const t = useText(messages);
  const pick = usePick();
  const name = pick(entry.scheme.name);
  return (
    <>
      <section id={entry.scheme.id} className="scheme">
        <h2>
          {name}{' '}
          <span className="dim">
            {entry.categories.map((category) => pick(category.name)).join(' · ')}
          </span>
        </h2>
        <Parameters title={t('schemeParameters')} parameters={entry.parameters} />
      </section>
      {entry.benefits.map((benefit) => (
        <BenefitView
          key={benefit.benefit.id}
          id={`${entry.scheme.id}-${benefit.benefit.id}`}
          title={`${name} · ${pick(benefit.benefit.name)}`}
          benefit={benefit}
        />
      ))}
    </>
  );
}

export function RulesView({ pack }: { pack: Pack }) {
  const t = useText(messages);
  return (
    <div className="rules">
      <Contents pack={pack} />
      <div className="rules-body">
        <p className="legend">
          <i className="is-assumed" /> {t('assumedLegend')}
        </p>
        {pack.general.length > 0 && (
          <section id="general">
            <Parameters title={t('general')} parameters={pack.general} />
          </section>
        )}
        {pack.schemes.map((entry) => (
          <SchemeView key={entry.scheme.id} entry={entry} />
        ))}
      </div>
    </div>
  );
}
