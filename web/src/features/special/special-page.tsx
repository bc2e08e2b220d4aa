// Special groups: retired cadres, disabled soldiers, the quota of those settled elsewhere.
import { Input, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { Panel } from '@/components/panel';
import { useText } from '@/lib/i18n';
import { useGet } from '@/lib/query';
import { ClaimsPanel } from './claims-panel';
import { MembersPanel } from './members-panel';
import { messages } from './messages';
import { SheetsPanel } from './soldiers-panel';
import { StandardPanel } from './standard-panel';
import { CadreLevyPanel, HardshipPanel } from './year-panels';

/** The year in the address; the next one in its last month, else this one. */
function useYear(): [year: number | undefined, set: (year: string) => void] {
  const [params, setParams] = useSearchParams();
  const today = useGet('/api/region').data?.today;
  const present = today && Number(today.slice(0, 4)) + (today.slice(5, 7) === '12' ? 1 : 0);
  const asked = Number(params.get('year'));
  const set = (text: string) =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      after.set('year', text);
      return after;
    });
  return [asked || present || undefined, set];
}

function YearPicker({ year, onYear }: { year: number; onYear: (year: string) => void }) {
  const t = useText(messages);
  const send = (text: string) => {
    if (/^\d{4}$/.test(text)) onYear(text);
  };
  return (
    <Panel>
      {t('year')}{' '}
      <Input
        key={year}
        className="filter-short"
        size="small"
        defaultValue={year}
        aria-label={t('year')}
        maxLength={4}
        onBlur={(event) => send(event.target.value)}
        onPressEnter={(event) => send(event.currentTarget.value)}
      />
    </Panel>
  );
}

export function SpecialPage() {
  const t = useText(messages);
  const [params, setParams] = useSearchParams();
  const [year, setYear] = useYear();
  if (year === undefined) return null;
  const picker = <YearPicker year={year} onYear={setYear} />;
  const tabs = [
    {
      key: 'cadres',
      label: t('cadres'),
      children: (
        <>
          <MembersPanel group="cadre" title={t('cadre')} intro={t('cadresIntro')} />
          <MembersPanel group="county_cadre" title={t('county_cadre')} />
        </>
      ),
    },
    {
      key: 'year',
      label: t('yearTab'),
      children: (
        <>
          {picker}
          <StandardPanel kind="cadre" year={year} />
          <HardshipPanel year={year} />
          <CadreLevyPanel year={year} />
        </>
      ),
    },
    { key: 'claims', label: t('claims'), children: <ClaimsPanel year={year} /> },
    {
      key: 'soldiers',
      label: t('soldiers'),
      children: (
        <>
          <MembersPanel group="soldier" title={t('soldiers')} intro={t('soldiersIntro')} />
          <SheetsPanel />
        </>
      ),
    },
    {
      key: 'offsite',
      label: t('offsite'),
      children: (
        <>
          {picker}
          <StandardPanel kind="offsite" year={year} />
        </>
      ),
    },
  ];
  return (
    <Tabs
      activeKey={params.get('tab') ?? 'cadres'}
      onChange={(tab) => setParams({ tab })}
      items={tabs}
      destroyOnHidden
    />
  );
}
