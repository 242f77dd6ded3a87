/** The frame around every page: where one is, what the patrols do, language, appearance, user. */
import { App as AntApp, Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { useLanguage } from '../i18n/language.js';
import { Link } from '../navigation/link.js';
import { useAddress } from '../navigation/location.js';
import { useSession, useUser } from '../session/session.js';
import { useTheme, type ThemeChoice } from '../session/theme.js';
import { LanguageButton } from './language-button.js';
import { RunStatus } from './run-status.js';

const THEMES: readonly ThemeChoice[] = ['system', 'light', 'dark'];

export function Shell({ children }: { readonly children: ReactNode }) {
  const { texts } = useLanguage();
  const { path } = useAddress();
  return (
    <AntApp className="app" message={{ maxCount: 2 }}>
      <a className="skip" href="#main">
        {texts.nav.skip}
      </a>
      <header className="header">
        <Link to="/leads" className="brand">
          <img src="/icon.svg" alt="" width="22" height="22" />
          <strong>{texts.appName}</strong>
          <span className="brand-title">{texts.appTitle}</span>
        </Link>
        <nav aria-label={texts.nav.label}>
          <Link to="/leads" className="nav-link" current={path.startsWith('/leads')}>
            {texts.nav.leads}
          </Link>
          <Link to="/sources" className="nav-link" current={/^\/(sources|add-site)/.test(path)}>
            {texts.nav.sources}
          </Link>
          <Link to="/runs" className="nav-link" current={path.startsWith('/runs')}>
            {texts.nav.runs}
          </Link>
        </nav>
        <RunStatus />
        <LanguageButton />
        <ThemeMenu />
        <UserMenu />
      </header>
      <main id="main" className="main" tabIndex={-1}>
        {children}
      </main>
    </AntApp>
  );
}

function ThemeMenu() {
  const { texts } = useLanguage();
  const { choice, setChoice } = useTheme();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: THEMES.map((key) => ({ key, label: texts.theme[key] })),
        selectedKeys: [choice],
        onClick: ({ key }) => setChoice(THEMES.find((theme) => theme === key) ?? 'system'),
      }}
    >
      <Button type="text" size="small">
        {texts.theme.label}
      </Button>
    </Dropdown>
  );
}

function UserMenu() {
  const { texts } = useLanguage();
  const { logOut } = useSession();
  const user = useUser();
  return (
    <Dropdown
      trigger={['click']}
      menu={{ items: [{ key: 'out', label: texts.nav.logOut }], onClick: () => void logOut() }}
    >
      <Button type="text" size="small">
        {user.displayName}
      </Button>
    </Dropdown>
  );
}
