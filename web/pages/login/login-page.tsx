import { Alert, Button, Input } from 'antd';
import { useEffect, useState, type FormEvent } from 'react';
import { useTexts } from '../../i18n/language.js';
import { useProblemSentence } from '../../layout/problem-view.js';
import { LanguageButton } from '../../layout/language-button.js';
import { navigate, safeAddress, useAddress } from '../../navigation/location.js';
import { useSession } from '../../session/session.js';

export function LoginPage() {
  const texts = useTexts();
  const { query } = useAddress();
  const { logIn } = useSession();
  const sentenceOf = useProblemSentence();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => {
    document.title = `${texts.login.title}`;
  }, [texts]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return setProblem(texts.login.needName);
    if (password === '') return setProblem(texts.login.needPassword);
    setIsBusy(true);
    setProblem(null);
    try {
      await logIn(name.trim(), password);
      navigate(safeAddress(query.get('from')), { replace: true });
    } catch (error) {
      setProblem(sentenceOf(error));
      setPassword('');
      document.getElementById('password')?.focus();
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <div className="login">
      <div className="login-corner">
        <LanguageButton />
      </div>
      <main className="login-card">
        <img src="/icon.svg" alt="" width="44" height="44" />
        <h1>{texts.login.title}</h1>
        <p className="quiet">{texts.appTitle}</p>
        {query.get('expired') !== null && problem === null && (
          <Alert type="info" showIcon title={texts.login.expired} />
        )}
        {problem !== null && <Alert type="error" showIcon title={problem} role="alert" />}
        <form onSubmit={(event) => void submit(event)} noValidate>
          <label htmlFor="name">{texts.login.name}</label>
          <Input
            id="name"
            size="large"
            autoComplete="username"
            autoFocus
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <label htmlFor="password">{texts.login.password}</label>
          <Input
            id="password"
            type="password"
            size="large"
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Button type="primary" size="large" htmlType="submit" loading={isBusy} block>
            {texts.login.submit}
          </Button>
        </form>
        <p className="quiet login-notice">{texts.login.notice}</p>
      </main>
    </div>
  );
}
