import { Component, type ReactNode } from 'react';
import { Button, Result } from 'antd';
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
      <Result
        status="error"
        title={texts.problem.title}
        subTitle={texts.problem.crash}
        extra={<Button onClick={() => location.reload()}>{texts.reload}</Button>}
      />
    );
  }
}
