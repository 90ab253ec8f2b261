/* SPDX-License-Identifier: GPL-3.0-or-later
 * The number that costs are made of: 64 bits where they suffice, 128 where the tiers need them.
 *
 * The numeric files of this room are compiled twice, once for each width. RONDO_MATCH_WIDE gives
 * the second set of functions names of their own. */
#pragma once

#include <glib.h>
#include <stdint.h>

typedef __int128 RondoMatchWide;

#ifdef RONDO_MATCH_WIDE
typedef __int128 RondoMatchCost;
#define rondo_match_problem_new rondo_match_problem_new_wide
#define rondo_match_problem_free rondo_match_problem_free_wide
#define rondo_match_problem_alloc rondo_match_problem_alloc_wide
#define rondo_match_problem_find_twins rondo_match_problem_find_twins_wide
#define rondo_match_flow_new rondo_match_flow_new_wide
#define rondo_match_flow_free rondo_match_flow_free_wide
#define rondo_match_flow_solve rondo_match_flow_solve_wide
#define rondo_match_flow_detour rondo_match_flow_detour_wide
#define rondo_match_flow_close rondo_match_flow_close_wide
#define rondo_match_flow_reprice rondo_match_flow_reprice_wide
#define rondo_match_flow_reopen rondo_match_flow_reopen_wide
#define rondo_match_flow_save rondo_match_flow_save_wide
#define rondo_match_flow_restore rondo_match_flow_restore_wide
#define rondo_match_flow_value rondo_match_flow_value_wide
#define rondo_match_flow_settle rondo_match_flow_settle_wide
#define rondo_match_flow_place rondo_match_flow_place_wide
#define rondo_match_flow_mark_free rondo_match_flow_mark_free_wide
#define rondo_match_anneal rondo_match_anneal_wide
#define rondo_match_repair rondo_match_repair_wide
#define rondo_match_improve rondo_match_improve_wide
#define rondo_match_core_new rondo_match_core_new_wide
#define rondo_match_core_free rondo_match_core_free_wide
#define rondo_match_plan_new rondo_match_plan_new_wide
#define rondo_match_plan_free rondo_match_plan_free_wide
#define rondo_match_plan_set rondo_match_plan_set_wide
#define rondo_match_part_solve rondo_match_part_solve_wide
#define rondo_match_cuts_new rondo_match_cuts_new_wide
#define rondo_match_cuts_free rondo_match_cuts_free_wide
#define rondo_match_cuts_separate rondo_match_cuts_separate_wide
#define rondo_match_cuts_separate_all rondo_match_cuts_separate_all_wide
#define rondo_match_cycles_init rondo_match_cycles_init_wide
#define rondo_match_cycles_clear rondo_match_cycles_clear_wide
#define rondo_match_cycles_find_without rondo_match_cycles_find_without_wide
#define rondo_match_cycles_find_with rondo_match_cycles_find_with_wide
#define rondo_match_cycles_may_take rondo_match_cycles_may_take_wide
#define rondo_match_cycles_weigh_giving rondo_match_cycles_weigh_giving_wide
#define rondo_match_cycles_get_reduced rondo_match_cycles_get_reduced_wide
#define rondo_match_turns_start rondo_match_turns_start_wide
#define rondo_match_turns_improve rondo_match_turns_improve_wide
#define rondo_match_plan_take_slot rondo_match_plan_take_slot_wide
#define rondo_match_plan_take_flow rondo_match_plan_take_flow_wide
#define rondo_match_plan_change rondo_match_plan_change_wide
#define rondo_match_problem_find_arc rondo_match_problem_find_arc_wide
#define rondo_match_gains_init rondo_match_gains_init_wide
#define rondo_match_gains_clear rondo_match_gains_clear_wide
#define rondo_match_choose rondo_match_choose_wide
#define rondo_match_gains_learn rondo_match_gains_learn_wide
#define rondo_match_branch rondo_match_branch_wide
#define rondo_match_master_new rondo_match_master_new_wide
#define rondo_match_master_free rondo_match_master_free_wide
#define rondo_match_master_start rondo_match_master_start_wide
#define rondo_match_master_add_pair rondo_match_master_add_pair_wide
#define rondo_match_master_separate_pairs rondo_match_master_separate_pairs_wide
#define rondo_match_master_separate_cuts rondo_match_master_separate_cuts_wide
#define rondo_match_master_drop_idle rondo_match_master_drop_idle_wide
#define rondo_match_master_bound rondo_match_master_bound_wide
#define rondo_match_odd_separate rondo_match_odd_separate_wide
#define rondo_match_cuts_derive rondo_match_cuts_derive_wide
#define rondo_match_master_add_cut rondo_match_master_add_cut_wide
#define rondo_match_master_price rondo_match_master_price_wide
#define rondo_match_hint_take rondo_match_hint_take_wide
#define rondo_match_hint_free rondo_match_hint_free_wide
#define rondo_match_hint_keep_gains rondo_match_hint_keep_gains_wide
#define rondo_match_hint_apply_gains rondo_match_hint_apply_gains_wide
#define rondo_match_hint_map rondo_match_hint_map_wide
#define rondo_match_hint_apply rondo_match_hint_apply_wide
#define rondo_match_hint_price rondo_match_hint_price_wide
#define rondo_match_flow_pin rondo_match_flow_pin_wide
#define rondo_match_flow_unpin rondo_match_flow_unpin_wide
#define rondo_match_exact rondo_match_exact_wide
#define rondo_match_swap rondo_match_swap_wide
#define rondo_match_run rondo_match_run_wide
#define rondo_match_state_free rondo_match_state_free_wide
#define rondo_match_state_bound rondo_match_state_bound_wide
#define rondo_match_state_new rondo_match_state_new_wide
#define rondo_match_flow_force rondo_match_flow_force_wide
#define rondo_match_state_take rondo_match_state_take_wide
#else
typedef int64_t RondoMatchCost;
#endif

/* Larger than any distance that occurs; the sum of two still fits. */
#define RONDO_MATCH_COST_MAX                                                                       \
  ((RondoMatchCost)(((unsigned __int128)1 << (sizeof (RondoMatchCost) * 8 - 3)) - 1))
