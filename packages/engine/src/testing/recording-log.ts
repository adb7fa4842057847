import type { EngineLog } from '../engine.ts';

/** A log that a test can read. */
export class RecordingLog implements EngineLog {
  readonly lines: { level: string; message: string; fields: Readonly<Record<string, unknown>> }[] = [];

  info(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'info', message, fields });
  }

  warn(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'warn', message, fields });
  }

  error(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.lines.push({ level: 'error', message, fields });
  }
}
