/** Adding a site: paste its address, see what would be taken, correct the definition, save it. */
import { Alert, App as AntApp, Button, Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { request } from '../../api/request.js';
import type { SourceDetail, Suggestion } from '../../api/shapes.js';
import { PlainText } from '../../format/plain-text.js';
import { useTexts } from '../../i18n/language.js';
import { ProblemView, useProblemSentence } from '../../layout/problem-view.js';
import { WebAddress } from '../../layout/web-address.js';
import { navigate } from '../../navigation/location.js';
import { useUser } from '../../session/session.js';
import { DefinitionForm } from './definition-form.js';
import { SuggestedPostings } from './suggested-postings.js';
import { useSuggestion, type Looking } from './use-suggestion.js';

/** A crawler that runs takes a look sooner than this. */
const LONG_MS = 10_000;

export function AddSourcePage() {
  const texts = useTexts();
  const { add } = texts.patrols;
  const looking = useSuggestion();
  const { suggestion } = looking;
  const mayChange = useUser().rights.includes('change-sources');
  useEffect(() => {
    document.title = `${add.title} · ${texts.appName}`;
  }, [add, texts]);

  return (
    <div className="page add-site">
      <Button size="small" onClick={() => navigate('/sources')}>
        {texts.patrols.source.back}
      </Button>
      <h1 className="page-title">{add.title}</h1>
      {!mayChange && <Alert type="info" showIcon title={add.notAllowed} />}
      {mayChange && (
        <>
          <h2>{add.step.look}</h2>
          <AddressForm looking={looking} />
          {looking.error !== null && <ProblemView error={looking.error} />}
          {suggestion !== null && <Progress suggestion={suggestion} onCancel={looking.cancel} />}
          {suggestion !== null && suggestion.result !== null && (
            <Confirm key={suggestion.id} result={suggestion.result} />
          )}
        </>
      )}
    </div>
  );
}

function AddressForm({ looking }: { readonly looking: Looking }) {
  const { add } = useTexts().patrols;
  const [url, setUrl] = useState('');
  const [isBad, setIsBad] = useState(false);
  const id = useId();
  const { suggestion } = looking;
  const isLooking = suggestion?.state === 'waiting' || suggestion?.state === 'running';
  return (
    <form
      className="address-form panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const isGood = /^https?:\/\/[^\s/]+/i.test(url.trim()) && URL.canParse(url.trim());
        setIsBad(!isGood);
        if (isGood) looking.look(url.trim());
      }}
    >
      <p className="quiet" id={`${id}-intro`}>
        {add.intro}
      </p>
      <div className="address-row">
        <label htmlFor={id}>{add.url}</label>
        <Input
          id={id}
          type="url"
          autoFocus
          value={url}
          placeholder={add.urlHint}
          disabled={isLooking}
          aria-describedby={`${id}-intro`}
          {...(isBad ? { status: 'error' as const } : {})}
          onChange={({ target }) => setUrl(target.value)}
        />
        <Button type="primary" htmlType="submit" loading={isLooking}>
          {add.look}
        </Button>
      </div>
      {isBad && (
        <p className="bad" role="alert">
          {add.badUrl}
        </p>
      )}
    </form>
  );
}

function Progress({
  suggestion,
  onCancel,
}: {
  readonly suggestion: Suggestion;
  readonly onCancel: () => void;
}) {
  const { add, suggestProblem } = useTexts().patrols;
  const { state, problem, message, pageCount, lookingAt } = suggestion;
  if (state === 'done') return null;
  if (state === 'cancelled') return <p role="status">{add.cancelled}</p>;
  if (state === 'failed') {
    return (
      <Alert
        type="error"
        showIcon
        title={add.failed}
        description={
          <>
            {suggestProblem[problem ?? 'internal']}
            {message !== null && (
              <details>
                <summary>{add.exactly}</summary>
                <PlainText text={message} />
              </details>
            )}
          </>
        }
      />
    );
  }
  const isLate = state === 'waiting' && Date.now() - Date.parse(suggestion.askedAt) > LONG_MS;
  return (
    <div className="panel looking" role="status">
      <span className="pulse" aria-hidden="true" />
      <span className="looking-text">
        {state === 'waiting' && (isLate ? add.waitingLong : add.waiting)}
        {state === 'running' && add.looking(Math.max(1, pageCount))}{' '}
        {lookingAt !== null && <WebAddress url={lookingAt} />}
      </span>
      <Button size="small" onClick={onCancel}>
        {add.cancel}
      </Button>
    </div>
  );
}

function Confirm({ result }: { readonly result: NonNullable<Suggestion['result']> }) {
  const { add } = useTexts().patrols;
  const { message } = AntApp.useApp();
  const sentence = useProblemSentence();
  const [yaml, setYaml] = useState(result.yaml);
  const [isSaving, setIsSaving] = useState(false);
  const save = (start: boolean) => {
    setIsSaving(true);
    request<SourceDetail>('/api/sources', { method: 'POST', body: { yaml, start } }).then(
      (source) => {
        void message.success(add.saved(source.name));
        navigate(start ? '/runs' : `/sources/${source.id}`);
      },
      (error: unknown) => {
        setIsSaving(false);
        void message.error(sentence(error));
      },
    );
  };
  return (
    <div className="confirm-columns">
      <div>
        <h2>{add.step.check}</h2>
        <SuggestedPostings result={result} />
      </div>
      <div>
        <h2>{add.step.save}</h2>
        <DefinitionForm yaml={yaml} isSaving={isSaving} onChange={setYaml} onSave={save} />
      </div>
    </div>
  );
}
