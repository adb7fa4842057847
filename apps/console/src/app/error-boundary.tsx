import { Component, type PropsWithChildren } from 'react';
import { PageFailed } from './page-failed.tsx';

/** Shows that a part of the console could not be drawn, instead of an empty window. */
export class ErrorBoundary extends Component<PropsWithChildren, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <PageFailed /> : this.props.children;
  }
}
