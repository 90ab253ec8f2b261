/* SPDX-License-Identifier: GPL-3.0-or-later
 * The error domain of Rondo. */
#include "config.h"

#include "rondo-error.h"

G_DEFINE_QUARK (rondo-error-quark, rondo_error)
