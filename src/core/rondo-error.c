/* SPDX-License-Identifier: GPL-3.0-or-later
 * The error domain of Rondo. */
#include "config.h"

#include "rondo-error.h"

GQuark
rondo_error_quark (void)
{
  return g_quark_from_static_string ("rondo-error-quark");
}
