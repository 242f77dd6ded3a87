/** The UI from the outside in: language, theme, session, then the page that the address names. */
import { ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import { lazy, Suspense, useEffect } from 'react';
import { themeOf } from './ant-theme.js';
import { LanguageProvider, useLanguage } from './i18n/language.js';
import { Crash } from './layout/crash.js';
import { ProblemView } from './layout/problem-view.js';
import { currentAddress, navigate, useAddress } from './navigation/location.js';
import { LiveProvider } from './session/live.js';
import { SessionProvider, useSession } from './session/session.js';
import { ThemeProvider, useTheme } from './session/theme.js';

const LoginPage = lazy(() =>
  import('./pages/login/login-page.js').then((module) => ({ default: module.LoginPage })),
);
const Shell = lazy(() => import('./layout/shell.js').then((module) => ({ default: module.Shell })));
const LeadsPage = lazy(() =>
  import('./pages/leads/leads-page.js').then((module) => ({ default: module.LeadsPage })),
);
const SourcesPage = lazy(() =>
  import('./pages/sources/sources-page.js').then((module) => ({ default: module.SourcesPage })),
);

const SourcePage = lazy(() =>
  import('./pages/sources/source-page.js').then((module) => ({ default: module.SourcePage })),
);
const AddSourcePage = lazy(() =>
  import('./pages/sources/add-source-page.js').then((module) => ({
    default: module.AddSourcePage,
  })),
);
const RunsPage = lazy(() =>
  import('./pages/runs/runs-page.js').then((module) => ({ default: module.RunsPage })),
);
const RunPage = lazy(() =>
  import('./pages/runs/run-page.js').then((module) => ({ default: module.RunPage })),
);

export function App() {
  return (
    <LanguageProvider>
      <ThemeProvider>
        <Themed>
          <SessionProvider>
            <Pages />
          </SessionProvider>
        </Themed>
      </ThemeProvider>
    </LanguageProvider>
  );
}

function Themed({ children }: { readonly children: React.ReactNode }) {
  const { language } = useLanguage();
  const { isDark } = useTheme();
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enUS}
      theme={themeOf(isDark)}
      csp={{ nonce: styleNonce() }}
      button={{ autoInsertSpace: false }}
    >
      <Crash>{children}</Crash>
    </ConfigProvider>
  );
}

function Pages() {
  const { path } = useAddress();
  const { user, error } = useSession();
  useEffect(() => {
    if (path === '/') navigate('/leads', { replace: true });
    if (user === null && path !== '/login') {
      navigate(`/login?${new URLSearchParams({ from: currentAddress() })}`, { replace: true });
    }
  }, [path, user]);

  if (path === '/login') {
    return (
      <Suspense fallback={null}>
        <LoginPage />
      </Suspense>
    );
  }
  if (error !== null) return <ProblemView error={error} onRetry={() => location.reload()} />;
  if (user === null || user === undefined) return null;
  return (
    <Suspense fallback={null}>
      <LiveProvider>
        <Shell>
          <Suspense fallback={null}>
            <Page path={path} />
          </Suspense>
        </Shell>
      </LiveProvider>
    </Suspense>
  );
}

function Page({ path }: { readonly path: string }) {
  const [, first, second] = path.split('/');
  if (first === 'runs') {
    const runId = Number(second ?? '');
    return Number.isInteger(runId) && runId > 0 ? (
      <RunPage key={runId} runId={runId} />
    ) : (
      <RunsPage />
    );
  }
  if (first === 'add-site') return <AddSourcePage />;
  if (first === 'sources') {
    if (second === undefined || second === '') return <SourcesPage />;
    return <SourcePage key={second} sourceId={decodeURIComponent(second)} />;
  }
  return <LeadsPage />;
}

/** The server's nonce for the style elements that Ant Design writes. */
function styleNonce(): string {
  return document.querySelector<HTMLElement>('[property="csp-nonce"]')?.nonce ?? '';
}
