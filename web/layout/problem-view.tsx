import { Alert, Button } from 'antd';
import { ApiError } from '../api/request.js';
import { useTexts } from '../i18n/language.js';

/** What went wrong, what to do, and the number that finds it in the log. */
export function ProblemView({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}) {
  const texts = useTexts();
  const sentence = useProblemSentence();
  return (
    <Alert
      type="error"
      showIcon
      className="problem"
      title={texts.problem.title}
      description={sentence(error)}
      action={
        onRetry && (
          <Button size="small" onClick={onRetry}>
            {texts.retry}
          </Button>
        )
      }
    />
  );
}

/** One sentence for an error, for a message that goes away by itself. */
export function useProblemSentence(): (error: unknown) => string {
  const texts = useTexts();
  return (error) => {
    if (!(error instanceof ApiError)) return texts.problem.unexpected;
    if (error.status === 0) return texts.problem.network;
    if (error.problem === null) return texts.problem.unexpected;
    const { detail, requestId, status } = error.problem;
    return status >= 500 ? `${detail} ${texts.problem.code(requestId)}` : detail;
  };
}
