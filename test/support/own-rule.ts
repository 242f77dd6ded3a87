/** A rule file as a bureau may add one: it catches 麓山暗号, by the rule `own-word`. Its score stands in line 6. */
export const OWN_RULE = `terms:
  own.word: 麓山暗号
rules:
  - id: own-word
    code: COV-03
    score: 0.9
    needs: [own.word]
    catch: [麓山暗号]
    spare: [麓山公园]
`;
