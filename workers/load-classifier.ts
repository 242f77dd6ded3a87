import { compileClassifier, type Classifier } from '../classifiers/compile-classifier.js';
import { readProjectFiles } from '../runtime/read-project-files.js';

/** The classifier with the rules that stand below `classifiers/`. @throws {InvalidInput} naming file, line and rule */
export function loadClassifier(): Classifier {
  return compileClassifier(readProjectFiles('classifiers', '.yml'));
}
