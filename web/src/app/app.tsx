// Providers, sign-in gate and routes.
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider, Skeleton } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { createBrowserRouter, Outlet, RouterProvider } from 'react-router';
import { ErrorPanel } from '@/components/error-panel';
import { AccountsPage } from '@/features/accounts/accounts-page';
import { AuditPage } from '@/features/audit/audit-page';
import { ClearingPage } from '@/features/clearing/clearing-page';
import { CardsPage } from '@/features/cards/cards-page';
import { EmployerPage } from '@/features/employers/employer-page';
import { EmployersPage } from '@/features/employers/employers-page';
import { LedgerPage } from '@/features/ledger/ledger-page';
import { OwnPage } from '@/features/persons/own-page';
import { PersonPage } from '@/features/persons/person-page';
import { PersonsPage } from '@/features/persons/persons-page';
import { DraftPage } from '@/features/policies/draft-page';
import { DraftsPage } from '@/features/policies/drafts-page';
import { PoliciesPage } from '@/features/policies/policies-page';
import { PolicyPage } from '@/features/policies/policy-page';
import { VersionsPage } from '@/features/policies/versions-page';
import { RecomputePage } from '@/features/recompute/recompute-page';
import { RecomputesPage } from '@/features/recompute/recomputes-page';
import { SettlementPage } from '@/features/settlements/settlement-page';
import { SettlementsPage } from '@/features/settlements/settlements-page';
import { CadrePage } from '@/features/special/cadre-page';
import { SpecialPage } from '@/features/special/special-page';
import { SignInPage } from '@/features/sign-in/sign-in-page';
import { TasksPanel } from '@/features/tasks/tasks-panel';
import { ApiError } from '@/lib/api-client';
import { LangProvider, useLang } from '@/lib/i18n';
import type { Right } from '@/lib/rights';
import { sessionKey, SessionProvider, useSession, useSessionQuery } from '@/lib/session';
import { Guard, NotFound, PageDefect } from './guard';
import { LangSwitch, Shell } from './shell';
import { theme } from './theme';

// The heaviest parts, ECharts and spreadsheets, come with the pages that need them.
const OverviewPage = lazy(() =>
  import('@/features/overview/overview-page').then((module) => ({ default: module.OverviewPage })),
);

/** A 401 of any call means that the session has ended: back to the sign-in page. */
function onError(error: Error) {
  if (error instanceof ApiError && error.status === 401) client.setQueryData(sessionKey, null);
}

const client = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => error instanceof ApiError && error.status >= 502 && failures < 2,
    },
  },
});

const ImportsPage = lazy(() =>
  import('@/features/imports/imports-page').then((module) => ({ default: module.ImportsPage })),
);
const LevyPage = lazy(() =>
  import('@/features/levy/levy-page').then((module) => ({ default: module.LevyPage })),
);
const BillPage = lazy(() =>
  import('@/features/levy/bill-page').then((module) => ({ default: module.BillPage })),
);

const ResidentsPage = lazy(() =>
  import('@/features/residents/residents-page').then((module) => ({
    default: module.ResidentsPage,
  })),
);
const HouseholdPage = lazy(() =>
  import('@/features/residents/household-page').then((module) => ({
    default: module.HouseholdPage,
  })),
);

const ProjectionPage = lazy(() =>
  import('@/features/projection/projection-page').then((module) => ({
    default: module.ProjectionPage,
  })),
);
const ProjectionResultPage = lazy(() =>
  import('@/features/projection/result-page').then((module) => ({
    default: module.ProjectionResultPage,
  })),
);
const WhatIfPage = lazy(() =>
  import('@/features/what-if/what-if-page').then((module) => ({ default: module.WhatIfPage })),
);
const WhatIfResultPage = lazy(() =>
  import('@/features/what-if/result-page').then((module) => ({ default: module.WhatIfResultPage })),
);

const ReceiptsPage = lazy(() =>
  import('@/features/receipts/receipts-page').then((module) => ({ default: module.ReceiptsPage })),
);
const ReceiptFilePage = lazy(() =>
  import('@/features/receipts/file-page').then((module) => ({ default: module.ReceiptFilePage })),
);
const ArrearsPage = lazy(() =>
  import('@/features/arrears/arrears-page').then((module) => ({ default: module.ArrearsPage })),
);

const DraftEditorPage = lazy(() =>
  import('@/features/policies/draft-editor-page').then((module) => ({
    default: module.DraftEditorPage,
  })),
);

function page(path: string, right: Right, element: ReactNode, own = false) {
  const guarded = (
    <Guard right={right} own={own}>
      {element}
    </Guard>
  );
  return { path, element: guarded, errorElement: <PageDefect /> };
}

/** The first page: what waits for staff and the overview; for an insured person the own data. */
function Home() {
  if (useSession().person !== null) return <OwnPage />;
  return (
    <>
      <TasksPanel />
      <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 14 }} />}>
        <OverviewPage />
      </Suspense>
    </>
  );
}

/** A person's page; whoever signed in as one sees nobody else's. */
function AnyPerson() {
  return useSession().person === null ? <PersonPage /> : <OwnPage />;
}

const router = createBrowserRouter([
  {
    element: (
      <Shell>
        <Suspense fallback={<Skeleton active title={false} paragraph={{ rows: 14 }} />}>
          <Outlet />
        </Suspense>
      </Shell>
    ),
    errorElement: <PageDefect />,
    children: [
      page('/', 'overview.read', <Home />, true),
      page('/persons', 'person.read', <PersonsPage />),
      page('/persons/:psnNo', 'person.read', <AnyPerson />, true),
      page('/employers', 'employer.read', <EmployersPage />),
      page('/employers/:code', 'employer.read', <EmployerPage />),
      page('/imports', 'member.import', <ImportsPage />),
      page('/residents', 'target.read', <ResidentsPage />),
      page('/households/:code', 'person.read', <HouseholdPage />),
      page('/levy', 'levy.read', <LevyPage />),
      page('/levy/bills/:number', 'levy.read', <BillPage />),
      page('/receipts', 'receipt.read', <ReceiptsPage />),
      page('/receipts/files/:id', 'receipt.read', <ReceiptFilePage />),
      page('/arrears', 'levy.read', <ArrearsPage />),
      page('/accounts', 'account.read', <AccountsPage />),
      page('/special', 'special.read', <SpecialPage />),
      page('/special/cadres/:psnNo', 'special.read', <CadrePage />),
      page('/cards', 'person.read', <CardsPage />),
      page('/settlements', 'settlement.read', <SettlementsPage />),
      page('/settlements/:setlId', 'settlement.read', <SettlementPage />, true),
      page('/ledger', 'ledger.read', <LedgerPage />),
      page('/policies/projection', 'whatif.read', <ProjectionPage />),
      page('/policies/projection/:number', 'whatif.read', <ProjectionResultPage />),
      page('/policies/what-if', 'whatif.read', <WhatIfPage />),
      page('/policies/what-if/:number', 'whatif.read', <WhatIfResultPage />),
      page('/policies/versions', 'policy.read', <VersionsPage />),
      page('/policies/drafts', 'policy.read', <DraftsPage />),
      page('/policies/drafts/:draft', 'policy.read', <DraftPage />),
      page('/clearing', 'clearing.read', <ClearingPage />),
      page('/audit', 'audit.read', <AuditPage />),
      page('/policies', 'policy.read', <PoliciesPage />),
      page('/policies/retroactive', 'recompute.read', <RecomputesPage />),
      page('/policies/retroactive/:number', 'recompute.read', <RecomputePage />),
      page('/policies/:pack', 'policy.read', <PolicyPage />),
      page('/policies/drafts/:draft/edit', 'policy.read', <DraftEditorPage />),
      { path: '*', element: <NotFound /> },
    ],
  },
]);

function Gate() {
  const session = useSessionQuery();
  if (session.data) {
    return (
      <SessionProvider session={session.data}>
        <RouterProvider router={router} />
      </SessionProvider>
    );
  }
  if (session.error) {
    return (
      <div className="gate">
        <ErrorPanel error={session.error} onRetry={() => void session.refetch()} />
      </div>
    );
  }
  return session.data === null ? <SignInPage langSwitch={<LangSwitch />} /> : null;
}

function Themed() {
  const { lang } = useLang();
  useEffect(() => {
    dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en');
  }, [lang]);
  return (
    <ConfigProvider
      theme={theme}
      locale={lang === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
    >
      <AntApp>
        <Gate />
      </AntApp>
    </ConfigProvider>
  );
}

export function App() {
  return (
    <LangProvider>
      <QueryClientProvider client={client}>
        <Themed />
      </QueryClientProvider>
    </LangProvider>
  );
}
