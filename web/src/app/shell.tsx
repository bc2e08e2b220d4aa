// The frame around every page: navigation, person search, language, who is signed in.
import { Button, Input, type InputRef, Segmented, Tag } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { NavLink, useNavigate } from 'react-router';
import { AccountMenu } from '@/features/account/account-menu';
import { apiSignOut } from '@/lib/api-client';
import { type Lang, useLang, usePick, useText } from '@/lib/i18n';
import { paths } from '@/lib/paths';
import { useGet } from '@/lib/query';
import type { Right } from '@/lib/rights';
import { may } from '@/lib/rights';
import { useMay, useSession, useSetSession } from '@/lib/session';
import { messages } from './messages';

const entries: { path: string; label: keyof typeof messages; right: Right }[] = [
  { path: paths.overview, label: 'overview', right: 'overview.read' },
  { path: paths.overview, label: 'own', right: 'own.read' },
  { path: paths.persons, label: 'persons', right: 'person.read' },
  { path: paths.employers, label: 'employers', right: 'employer.read' },
  { path: paths.imports, label: 'imports', right: 'member.import' },
  { path: paths.residents, label: 'residents', right: 'target.read' },
  { path: paths.levy, label: 'levy', right: 'levy.read' },
  { path: paths.receipts, label: 'receipts', right: 'receipt.read' },
  { path: paths.arrears, label: 'arrears', right: 'levy.read' },
  { path: paths.accounts, label: 'accounts', right: 'account.read' },
  { path: paths.special, label: 'special', right: 'special.read' },
  { path: paths.cards, label: 'cards', right: 'person.read' },
  { path: paths.settlements, label: 'settlements', right: 'settlement.read' },
  { path: paths.ledger, label: 'ledger', right: 'ledger.read' },
  { path: paths.clearing, label: 'clearing', right: 'clearing.read' },
  { path: paths.audit, label: 'audit', right: 'audit.read' },
  { path: paths.policies, label: 'policies', right: 'policy.read' },
];

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input,textarea,select,[contenteditable]') !== null
  );
}

function PersonSearch() {
  const t = useText(messages);
  const navigate = useNavigate();
  const input = useRef<InputRef>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key !== '/' ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event.target)
      )
        return;
      event.preventDefault();
      input.current?.focus({ cursor: 'all' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <Input.Search
      ref={input}
      className="top-search"
      allowClear
      placeholder={t('searchShort')}
      aria-label={t('search')}
      title={t('search')}
      onSearch={(text) =>
        text.trim() && void navigate(`${paths.persons}?q=${encodeURIComponent(text.trim())}`)
      }
    />
  );
}

export function LangSwitch() {
  const { lang, setLang } = useLang();
  return (
    <Segmented<Lang>
      size="small"
      aria-label="语言 / Language"
      value={lang}
      onChange={setLang}
      options={[
        { value: 'zh', label: '中文' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}

function WhoAmI() {
  const t = useText(messages);
  const session = useSession();
  const setSession = useSetSession();
  const names = session.roles.map((role) => t(role));
  const more = names.length > 2 ? ` +${names.length - 2}` : '';
  const shown =
    names
      .filter((name) => name !== session.name)
      .slice(0, 2)
      .join(' · ') + more;
  const signOut = () => apiSignOut(session.csrf).finally(() => setSession(null));
  return (
    <div className="who">
      <AccountMenu>
        <span title={`${session.user}: ${names.join(' · ')}`}>
          {session.name} <span className="who-roles">{shown}</span>
        </span>
      </AccountMenu>
      {session.office && (
        <span className="who-office" title={session.office.names.join(' / ')}>
          {session.office.names.at(-1)}
        </span>
      )}
      <Button size="small" type="text" onClick={() => void signOut()}>
        {t('signOut')}
      </Button>
    </div>
  );
}

export function Shell({ children }: { children: ReactNode }) {
  const t = useText(messages);
  const pick = usePick();
  const { roles } = useSession();
  const region = useGet('/api/region').data;
  const maySearch = useMay('person.read');
  // An area that is alone on its server has nobody to clear with.
  const alone = (useGet('/api/areas').data?.items.length ?? 1) < 2;
  useEffect(() => {
    document.title = region ? `${pick(region.name)} · ${t('product')}` : t('product');
  }, [region, pick, t]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <header className="top">
        <div className="brand">
          <img src="/favicon.svg" alt="" width={26} height={26} />
          <div>
            <strong>{t('product')}</strong>
            <span>{region ? pick(region.name) : ' '}</span>
          </div>
          {region?.demo && <Tag className="demo-tag">{t('demo')}</Tag>}
        </div>
        <nav aria-label={t('navigation')}>
          {entries
            .filter((entry) => may(roles, entry.right) && !(alone && entry.path === paths.clearing))
            .map((entry) => (
              <NavLink key={entry.path} to={entry.path} end={entry.path === '/'}>
                {t(entry.label)}
              </NavLink>
            ))}
        </nav>
        {maySearch && <PersonSearch />}
        <LangSwitch />
        <WhoAmI />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
