/* SPDX-License-Identifier: GPL-3.0-or-later
 * What a target of fuzzing is: the entry point that libFuzzer calls too. */
#pragma once

#include <glib.h>
#include <stdint.h>

G_BEGIN_DECLS

/* One input from outside. It must not crash, hang or leak, whatever it is; returns 0. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

G_END_DECLS
