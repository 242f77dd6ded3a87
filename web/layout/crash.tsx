import { Component, type ReactNode } from 'react';
import { readKept } from '../session/kept.js';
import { en } from '../i18n/en.js';
import { zh } from '../i18n/zh.js';

/** What is left when a page fails. A class, because React has no other way to catch. */
export class Crash extends Component<
  { readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    const texts = readKept('mingcha.language') === 'en' ? en : zh;
    return (
      <main className="crash" role="alert">
        <h1>{texts.problem.title}</h1>
        <p>{texts.problem.crash}</p>
        <button type="button" onClick={() => location.reload()}>
          {texts.reload}
        </button>
      </main>
    );
  }
}
