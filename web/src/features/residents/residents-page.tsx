// What a township does for residents: households, the yearly contributions, enrolment targets.
import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { useText } from '@/lib/i18n';
import { useMay } from '@/lib/session';
import { FixedTab } from './fixed-tab';
import { HouseholdsTab } from './households-tab';
import { messages } from './messages';
import { TargetsTab } from './targets-tab';

export function ResidentsPage() {
  const t = useText(messages);
  const [params, setParams] = useSearchParams();
  const mayPersons = useMay('person.read');
  const mayLevy = useMay('levy.read');
  const mayTargets = useMay('target.read');
  const tabs = [
    ...(mayPersons
      ? [{ key: 'households', label: t('households'), children: <HouseholdsTab /> }]
      : []),
    ...(mayLevy ? [{ key: 'fixed', label: t('fixed'), children: <FixedTab /> }] : []),
    ...(mayTargets ? [{ key: 'targets', label: t('targets'), children: <TargetsTab /> }] : []),
  ];
  return (
    <Tabs
      activeKey={params.get('tab') ?? tabs[0]?.key}
      onChange={(tab) => setParams({ tab })}
      items={tabs}
      destroyOnHidden
    />
  );
}
