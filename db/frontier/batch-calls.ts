/**
 * Calls that come while another one is under way go together as one: no call waits for others to
 * come, and under load one transaction serves many.
 * @param work all or nothing; answers in the order of its items. When it throws for several, each is
 *   done again by itself, so that one that cannot be done does not take the others along.
 * @param most items at once
 */
export function batchCalls<Item, Answer>(
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  most: number,
): (item: Item) => Promise<Answer> {
  interface Call {
    readonly item: Item;
    readonly resolve: (answer: Answer) => void;
    readonly reject: (error: unknown) => void;
  }
  const waiting: Call[] = [];
  let isWorking = false;

  async function answer(calls: readonly Call[]): Promise<void> {
    try {
      const answers = await work(calls.map(({ item }) => item));
      calls.forEach(({ resolve, reject }, index) => {
        const own = answers[index];
        if (own === undefined) reject(new Error('a call without an answer'));
        else resolve(own);
      });
    } catch (error) {
      if (calls.length === 1) calls[0]?.reject(error);
      else for (const call of calls) await answer([call]);
    }
  }

  async function workOff(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    // One turn of the event loop: what is called together is done together.
    await Promise.resolve();
    while (waiting.length > 0) await answer(waiting.splice(0, most));
    isWorking = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      void workOff();
    });
}
