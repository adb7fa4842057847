import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import { requestIdOf } from './request-id.ts';

const HSTS = 'max-age=31536000; includeSubDomains';

/** Headers of every answer of an API: nothing is stored, sniffed, framed or read from another origin. As a flat list for `writeHead`. */
export function apiHeaders(https: boolean): readonly string[] {
  return [
    'Cache-Control',
    'no-store',
    'X-Content-Type-Options',
    'nosniff',
    'Content-Security-Policy',
    "default-src 'none'; frame-ancestors 'none'",
    'Cross-Origin-Resource-Policy',
    'same-origin',
    'Referrer-Policy',
    'no-referrer',
    ...(https ? ['Strict-Transport-Security', HSTS] : []),
  ];
}

/** Guarantees: every answer that Express gives carries its request ID and the headers that keep browsers from guessing, framing and leaking; each page may loosen only the CSP. */
export function securityHeaders(https: boolean): RequestHandler {
  return function setSecurityHeaders(request, response, next) {
    response.setHeader('X-Request-Id', requestIdOf(request));
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Frame-Options', 'DENY');
    // Not `no-referrer`: under it browsers send `Origin: null` with the sign-in form, which would look forged.
    response.setHeader('Referrer-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
    response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    response.setHeader('Cache-Control', 'no-store');
    if (https) response.setHeader('Strict-Transport-Security', HSTS);
    next();
  };
}

/** 128 random bits for one answer. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/** The policy of the console page: own files and what carries the nonce of this answer; no inline script, no other origin. */
export function consolePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The policy of pages made here (sign-in, sign-out, errors): their one style sheet by nonce, own script files, forms to this origin only. */
export function pagePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
