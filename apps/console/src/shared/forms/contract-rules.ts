import { operations, ruleWords } from '@dewpoint/contract';
import { z } from 'zod';

// Rules that carry no words of their own are told in those of the server.
z.config({ customError: ruleWords });

/** The operations with the schemas of their inputs, for forms. Everything that checks what is typed takes its rules from here. */
export { operations as contractRules };
