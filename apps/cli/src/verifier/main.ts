#!/usr/bin/env node
import { processIo } from '../terminal/process-io.js';
import { runVerifier } from './run-verifier.js';

declare const EVOLVE_VERSION: string; // put in as it is bundled

const io = processIo(process, () => Promise.reject(new Error('the verifier asks no server')));
process.exitCode = await runVerifier(process.argv.slice(2), io, EVOLVE_VERSION);
