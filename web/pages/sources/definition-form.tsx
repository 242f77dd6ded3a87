/** The definition to be saved: the keys that people change as fields, and all of it as text. */
import { Alert, Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { SourceKindSchema } from '../../../domain/source.js';
import { useTexts } from '../../i18n/language.js';
import { ProblemView } from '../../layout/problem-view.js';
import { readDefinition, setDefinition } from './definition.js';
import { useCheck, type Checked } from './use-check.js';

const SCHEDULES = { none: '', daily: '30 7 * * *', twice: '30 7,19 * * *', hourly: '5 * * * *' };
type ScheduleName = keyof typeof SCHEDULES;
const SCHEDULE_NAMES = Object.keys(SCHEDULES) as ScheduleName[];
const LINE_HEIGHT = 20;

export function DefinitionForm({
  yaml,
  isSaving,
  onChange,
  onSave,
}: {
  readonly yaml: string;
  readonly isSaving: boolean;
  readonly onChange: (yaml: string) => void;
  readonly onSave: (start: boolean) => void;
}) {
  const texts = useTexts();
  const { add } = texts.patrols;
  const checked = useCheck(yaml);
  const [start, setStart] = useState(true);
  const fields = readDefinition(yaml);
  const set = (place: readonly string[], value: string | number) =>
    onChange(setDefinition(yaml, place, value));
  const schedule = SCHEDULE_NAMES.find((name) => SCHEDULES[name] === fields?.schedule) ?? 'own';
  const isFine = checked.problems !== null && checked.problems.length === 0;

  return (
    <section aria-label={add.definition} className="definition-form">
      <div className="definition-fields">
        <Field label={add.name}>
          {(id) => (
            <Input
              id={id}
              value={fields?.name ?? ''}
              disabled={fields === null}
              onChange={({ target }) => set(['name'], target.value)}
            />
          )}
        </Field>
        <Field label={add.id} hint={add.idHint}>
          {(id) => (
            <Input
              id={id}
              value={fields?.id ?? ''}
              disabled={fields === null}
              onChange={({ target }) => set(['id'], target.value)}
            />
          )}
        </Field>
        <Field label={add.kind}>
          {(id) => (
            <Select
              id={id}
              value={fields?.kind ?? ''}
              disabled={fields === null}
              onChange={(kind) => set(['kind'], kind)}
              options={SourceKindSchema.options.map((value) => ({
                ...{ value, label: texts.sources.kind[value] },
              }))}
            />
          )}
        </Field>
        <Field label={add.schedule}>
          {(id) => (
            <Select
              id={id}
              value={schedule}
              disabled={fields === null}
              onChange={(name: ScheduleName | 'own') =>
                name !== 'own' && set(['schedule'], SCHEDULES[name])
              }
              options={[...SCHEDULE_NAMES, 'own' as const]
                .filter((name) => name !== 'own' || schedule === 'own')
                .map((value) => ({ value, label: add.schedules[value] }))}
            />
          )}
        </Field>
        <Field label={add.pace}>
          {(id) => (
            <InputNumber
              id={id}
              min={0}
              max={600}
              step={1}
              value={fields?.delayMs === null || fields === null ? null : fields.delayMs / 1_000}
              disabled={fields === null}
              onChange={(seconds) =>
                seconds !== null && set(['pace', 'delayMs'], Math.round(Number(seconds) * 1_000))
              }
            />
          )}
        </Field>
      </div>
      <YamlText yaml={yaml} problems={checked.problems ?? []} onChange={onChange} />
      <CheckResult checked={checked} />
      <div className="definition-foot">
        <Checkbox checked={start} onChange={({ target }) => setStart(target.checked)}>
          {add.start}
        </Checkbox>
        <Button type="primary" loading={isSaving} disabled={!isFine} onClick={() => onSave(start)}>
          {add.save}
        </Button>
      </div>
    </section>
  );
}

function Field({
  label,
  hint,
  children,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <span className="quiet hint">{hint}</span>}
    </div>
  );
}

function YamlText({
  yaml,
  problems,
  onChange,
}: {
  readonly yaml: string;
  readonly problems: NonNullable<Checked['problems']>;
  readonly onChange: (yaml: string) => void;
}) {
  const { add } = useTexts().patrols;
  const wrong = new Set(problems.map(({ line }) => line));
  const lines = yaml.split('\n');
  return (
    <div className="yaml">
      <ol className="yaml-lines" aria-hidden="true">
        {lines.map((_, index) => (
          <li key={index} className={wrong.has(index + 1) ? 'bad' : ''}>
            {index + 1}
          </li>
        ))}
      </ol>
      <textarea
        aria-label={add.definition}
        aria-invalid={problems.length > 0}
        spellCheck={false}
        wrap="off"
        value={yaml}
        style={{ height: (lines.length + 1) * LINE_HEIGHT }}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}

function CheckResult({ checked: { problems, error } }: { readonly checked: Checked }) {
  const { add } = useTexts().patrols;
  if (error !== null) return <ProblemView error={error} />;
  if (problems === null) {
    return (
      <p className="quiet" role="status">
        {add.checking}
      </p>
    );
  }
  if (problems.length === 0) {
    return (
      <p className="good-text" role="status">
        {add.fine}
      </p>
    );
  }
  return (
    <Alert
      type="error"
      showIcon
      title={add.problems(problems.length)}
      description={
        <ul>
          {problems.map(({ line, key, message }) => (
            <li key={`${line} ${key} ${message}`}>
              {add.line(line)} {key !== '' && <code>{key}</code>} {message}
            </li>
          ))}
        </ul>
      }
    />
  );
}
